import {
  NO_ID,
  podStateCode,
  type NamespaceRow,
  type NodeRow,
  type PodListItem,
  type PodShape,
  type PodState,
  type WorkloadRow,
} from '@panorama/plugin-fleet-common';
import { POD_COLUMNS, type PodColumnArrays } from '../../inventory/layout';
import type {
  PodColumnsReader,
  PodIdentity,
  SlotQuery,
} from '../../inventory/PodColumnsReader';
import { POD_CHANGE, type PodChanges } from '../../worker/classEncoding';

/** A pod as a test writes it; whatever is left out is valid. */
export interface FakePod {
  cluster: string;
  namespace: string;
  name: string;
  workload?: string;
  kind?: string;
  entityRef?: string;
  owner?: string;
  system?: string;
  node?: string;
  image?: string;
  shape?: PodShape;
  state?: PodState;
  reason?: string;
  readyContainers?: number;
  restarts?: number;
  restartsLastHour?: number;
  /** Seconds since the epoch. */
  createdAt?: number;
  /** Millicores. */
  cpu?: number;
  /** Units of 4 KiB. */
  memory?: number;
}

const SHAPE: PodShape = {
  qos: 'Burstable',
  cpuRequest: 100,
  gpus: 0,
  containers: 1,
};

/** Ids that are given again after they were released, lowest first: what the encoder must survive. */
class Ids<Row> {
  readonly rows: Array<Row | undefined> = [];
  readonly #byKey = new Map<string, number>();

  id(key: string, row: Row): number {
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      return known;
    }
    const hole = this.rows.indexOf(undefined);
    const id = hole < 0 ? this.rows.length : hole;
    this.rows[id] = row;
    this.#byKey.set(key, id);
    return id;
  }

  find(key: string): number | undefined {
    return this.#byKey.get(key);
  }

  get(id: number): Row {
    const row = this.rows[id];
    if (row === undefined) {
      throw new RangeError(`Id ${id} means nothing.`);
    }
    return row;
  }

  releaseAllBut(used: Set<number>): number[] {
    const released: number[] = [];
    for (const [key, id] of this.#byKey) {
      if (!used.has(id)) {
        this.#byKey.delete(key);
        released.push(id);
      }
    }
    return released;
  }

  forget(ids: number[]): void {
    ids.forEach(id => {
      this.rows[id] = undefined;
    });
  }
}

/** An inventory of a few pods in plain arrays, with the ids and the change list of the real one. */
export class FakePods implements PodColumnsReader {
  columns = allocate(16);
  length = 0;
  size = 0;
  readonly #names: string[] = [];
  readonly #clusters = new Ids<string>();
  readonly #namespaces = new Ids<NamespaceRow>();
  readonly #nodes = new Ids<NodeRow>();
  readonly #workloads = new Ids<WorkloadRow>();
  readonly #shapes = new Ids<PodShape>();
  readonly #images = new Ids<string>();
  readonly #reasons = new Ids<string>();
  readonly #slots = new Map<string, number>();
  #free: number[] = [];
  #freed: number[] = [];
  #what = new Map<number, number>();
  #renamed: PodChanges['renamed'] = {
    namespaces: [],
    nodes: [],
    workloads: [],
  };

  put(...pods: FakePod[]): this {
    for (const pod of pods) {
      const key = `${pod.cluster}/${pod.namespace}/${pod.name}`;
      const known = this.#slots.get(key);
      const slot = known ?? this.#free.pop() ?? this.length;
      this.#write(slot, pod);
      if (known === undefined) {
        this.#slots.set(key, slot);
        this.size += 1;
        this.#note(slot, POD_CHANGE.added);
      } else {
        this.#note(
          slot,
          POD_CHANGE.state | POD_CHANGE.usage | POD_CHANGE.placement,
        );
      }
    }
    return this;
  }

  delete(pod: Pick<FakePod, 'cluster' | 'namespace' | 'name'>): this {
    const key = `${pod.cluster}/${pod.namespace}/${pod.name}`;
    const slot = this.#slots.get(key);
    if (slot !== undefined) {
      this.#slots.delete(key);
      this.columns.live[slot] = 0;
      this.size -= 1;
      this.#freed.push(slot);
      this.#note(slot, POD_CHANGE.removed);
    }
    return this;
  }

  setRestarts(slot: number, restarts: number): void {
    this.columns.restarts[slot] = restarts;
    this.#note(slot, POD_CHANGE.restarts);
  }

  /** The catalog got to know a workload, or the platform a tenant. */
  rename(
    what: { workload: string; namespace: string; owner: string },
    cluster: string,
  ): this {
    const namespace = this.namespaceId(cluster, what.namespace)!;
    const id = this.#workloads.rows.findIndex(
      row => row?.name === what.workload && row.namespace === namespace,
    );
    this.#workloads.rows[id] = {
      ...this.#workloads.get(id),
      owner: what.owner,
    };
    this.#renamed.workloads.push(id);
    return this;
  }

  /** What happened since the last call. Ids and slots that were released may come back afterwards. */
  takeChanges(): PodChanges {
    const entries = [...this.#what];
    const live = [...this.#slots.values()];
    const usedIn = (column: keyof PodColumnArrays) =>
      new Set(live.map(slot => this.columns[column][slot]));
    const released = {
      nodes: this.#nodes.releaseAllBut(usedIn('node')),
      workloads: this.#workloads.releaseAllBut(usedIn('workload')),
      images: this.#images.releaseAllBut(usedIn('image')),
      shapes: this.#shapes.releaseAllBut(usedIn('shape')),
      reasons: this.#reasons.releaseAllBut(usedIn('reason')),
    };
    const changes: PodChanges = {
      slots: Uint32Array.from(entries, ([slot]) => slot),
      what: Uint8Array.from(entries, ([, what]) => what),
      renamed: this.#renamed,
      released,
      clusters: [],
      clustersChanged: false,
    };
    this.#nodes.forget(released.nodes);
    this.#workloads.forget(released.workloads);
    this.#images.forget(released.images);
    this.#shapes.forget(released.shapes);
    this.#reasons.forget(released.reasons);
    this.#free.push(...this.#freed);
    this.#freed = [];
    this.#what = new Map();
    this.#renamed = { namespaces: [], nodes: [], workloads: [] };
    return changes;
  }

  /** A mask that shows these namespaces, written `cluster/namespace`. */
  maskOf(...visible: string[]): Uint8Array {
    return Uint8Array.from(this.#namespaces.rows, row =>
      row && visible.includes(`${this.cluster(row.cluster)}/${row.name}`)
        ? 1
        : 0,
    );
  }

  *slots(query: SlotQuery = {}): Iterable<number> {
    for (let slot = 0; slot < this.length; slot++) {
      const namespace = this.columns.namespace[slot];
      if (
        this.columns.live[slot] &&
        (!query.namespaceMask || query.namespaceMask[namespace]) &&
        (!query.clusters ||
          query.clusters.has(this.namespace(namespace).cluster))
      ) {
        yield slot;
      }
    }
  }

  find(cluster: string, namespace: string, name: string): number | undefined {
    return this.#slots.get(`${cluster}/${namespace}/${name}`);
  }
  pod(): PodListItem | undefined {
    throw new Error('The stream does not read list items.');
  }
  podIdentity(): PodIdentity | undefined {
    throw new Error('The stream does not read identities.');
  }
  owner(): undefined {
    return undefined;
  }
  name = (slot: number) => this.#names[slot];
  clusterCount = () => this.#clusters.rows.length;
  namespaceCount = () => this.#namespaces.rows.length;
  cluster = (id: number) => this.#clusters.get(id);
  clusterId = (name: string) => this.#clusters.find(name);
  namespace = (id: number) => this.#namespaces.get(id);
  namespaceId = (cluster: string, namespace: string) =>
    this.#namespaces.find(`${cluster}/${namespace}`);
  node = (id: number) => this.#nodes.get(id);
  workload = (id: number) => this.#workloads.get(id);
  shape = (id: number) => this.#shapes.get(id);
  image = (id: number) => this.#images.get(id);
  reason = (id: number) => this.#reasons.get(id);

  #write(slot: number, pod: FakePod): void {
    if (slot >= this.columns.live.length) {
      this.columns = allocate(this.columns.live.length * 2, this.columns);
    }
    this.length = Math.max(this.length, slot + 1);
    const { columns } = this;
    const cluster = this.#clusters.id(pod.cluster, pod.cluster);
    const namespace = this.#namespaces.id(`${pod.cluster}/${pod.namespace}`, {
      cluster,
      name: pod.namespace,
    });
    const kind = pod.kind ?? (pod.workload ? 'Deployment' : 'Pod');
    const workload = pod.workload ?? pod.name;
    columns.live[slot] = 1;
    columns.namespace[slot] = namespace;
    columns.workload[slot] = this.#workloads.id(
      `${namespace}/${kind}/${workload}`,
      {
        namespace,
        kind,
        name: workload,
        entityRef: pod.entityRef,
        owner: pod.owner,
        system: pod.system,
      },
    );
    columns.node[slot] = pod.node
      ? this.#nodes.id(`${cluster}/${pod.node}`, { cluster, name: pod.node })
      : NO_ID;
    const shape = pod.shape ?? SHAPE;
    columns.shape[slot] = this.#shapes.id(JSON.stringify(shape), shape);
    const image = pod.image ?? `${workload}:1`;
    columns.image[slot] = this.#images.id(image, image);
    columns.reason[slot] = pod.reason
      ? this.#reasons.id(pod.reason, pod.reason)
      : NO_ID;
    columns.state[slot] = podStateCode(pod.state ?? 'running');
    columns.readyContainers[slot] = pod.readyContainers ?? 1;
    columns.restarts[slot] = pod.restarts ?? 0;
    columns.restartsLastHour[slot] = pod.restartsLastHour ?? 0;
    columns.createdAt[slot] = pod.createdAt ?? 1_700_000_000;
    columns.cpuUsage[slot] = pod.cpu ?? NO_ID;
    columns.memoryUsage[slot] = pod.memory ?? NO_ID;
    this.#names[slot] = pod.name;
  }

  #note(slot: number, what: number): void {
    this.#what.set(slot, (this.#what.get(slot) ?? 0) | what);
  }
}

function allocate(slots: number, from?: PodColumnArrays): PodColumnArrays {
  return Object.fromEntries(
    Object.entries(POD_COLUMNS).map(([name, { type: Column, perSlot }]) => {
      const column = new Column(slots * perSlot);
      if (from) {
        column.set(from[name as keyof PodColumnArrays]);
      }
      return [name, column];
    }),
  ) as PodColumnArrays;
}
