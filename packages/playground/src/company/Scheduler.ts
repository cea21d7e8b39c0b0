import type { ClusterNode } from './nodes';
import { hash32 } from './prng';

interface Load {
  cpu: number;
  memory: number;
  gpus: number;
  pods: number;
}

export interface PodRequest {
  cpu: number;
  memory: number;
  gpus: number;
}

/**
 * Finds a node for a pod: the next one in turn that is ready and has room, from
 * a start that depends on the workload, so that replicas spread. Programs
 * without a GPU stay off GPU nodes, as a taint would have it.
 */
export class Scheduler {
  readonly #nodes: readonly ClusterNode[];
  readonly #loads = new Map<string, Load>();
  readonly #cursors = new Map<string, number>();
  readonly #lost = new Set<string>();

  constructor(nodes: readonly ClusterNode[]) {
    this.#nodes = nodes;
    for (const node of nodes) {
      this.#loads.set(node.name, { cpu: 0, memory: 0, gpus: 0, pods: 0 });
    }
  }

  /** @returns undefined when no node has room */
  place(workloadKey: string, request: PodRequest): ClusterNode | undefined {
    const count = this.#nodes.length;
    const start = this.#cursors.get(workloadKey) ?? hash32(workloadKey) % count;
    for (let i = 0; i < count; i++) {
      const node = this.#nodes[(start + i) % count];
      if (this.#fits(node, request)) {
        this.#cursors.set(workloadKey, (start + i + 1) % count);
        this.assign(node, request);
        return node;
      }
    }
    return undefined;
  }

  /** Books a pod on a node without asking whether it fits, as a DaemonSet's pods are. */
  assign(node: ClusterNode, request: PodRequest): void {
    this.#add(node, request, 1);
  }

  release(node: ClusterNode, request: PodRequest): void {
    this.#add(node, request, -1);
  }

  /** Keeps new pods off a node, or lets them in again. */
  setLost(nodeName: string, lost: boolean): void {
    if (lost) {
      this.#lost.add(nodeName);
    } else {
      this.#lost.delete(nodeName);
    }
  }

  loadOf(nodeName: string): Readonly<Load> | undefined {
    return this.#loads.get(nodeName);
  }

  #fits(node: ClusterNode, request: PodRequest): boolean {
    const load = this.#loads.get(node.name);
    if (!load || this.#lost.has(node.name)) {
      return false;
    }
    if (request.gpus === 0 && node.gpus > 0) {
      return false;
    }
    return (
      load.pods < node.pods &&
      load.cpu + request.cpu <= node.cpu &&
      load.memory + request.memory <= node.memory &&
      load.gpus + request.gpus <= node.gpus
    );
  }

  #add(node: ClusterNode, request: PodRequest, sign: 1 | -1): void {
    const load = this.#loads.get(node.name);
    if (load) {
      load.cpu += sign * request.cpu;
      load.memory += sign * request.memory;
      load.gpus += sign * request.gpus;
      load.pods += sign;
    }
  }
}
