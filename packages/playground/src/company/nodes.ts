import type { ClusterSpec } from './spec';
import { nodeAddress } from './addresses';
import { uuidOfText } from './prng';

/** One machine of a cluster. Units: millicores and MiB, as allocatable. */
export interface ClusterNode {
  name: string;
  uid: string;
  address: string;
  region: string;
  zone: string;
  gpus: number;
  cpu: number;
  memory: number;
  pods: number;
  createdAtMs: number;
  /** False once it stopped reporting. */
  ready: boolean;
  /** When `ready` last changed. */
  readySinceMs: number;
}

const DAY_MS = 86_400_000;

/** The nodes of a cluster: zones in turn, GPU nodes last. */
export function planNodes(
  cluster: ClusterSpec,
  count: number,
  nowMs: number,
): ClusterNode[] {
  const isEdge = cluster.environments.includes('edge');
  const digits = Math.max(2, String(count).length);
  return Array.from({ length: count }, (_, index) => {
    const zone = cluster.zones[index % cluster.zones.length];
    const hasGpu =
      index >= count - Math.ceil((cluster.gpuNodes * count) / cluster.nodes);
    const number = String(index + 1).padStart(digits, '0');
    const name = isEdge
      ? `${cluster.nodePrefix}-${zone}-${number}`
      : `${cluster.nodePrefix}-${zone}-node-${number}`;
    const createdAtMs = nowMs - (40 + ((index * 37) % 400)) * DAY_MS;
    return {
      name,
      uid: uuidOfText(`${cluster.name}/node/${name}`),
      address: nodeAddress(cluster.podNetwork, index),
      region: cluster.region,
      zone: isEdge ? zone : `${cluster.region}-${zone}`,
      gpus: hasGpu && count > 1 ? 4 : 0,
      cpu: isEdge ? 15_500 : 31_500,
      memory: isEdge ? 30 * 1024 : 122 * 1024,
      pods: 110,
      createdAtMs,
      ready: true,
      readySinceMs: createdAtMs + 60_000,
    };
  });
}
