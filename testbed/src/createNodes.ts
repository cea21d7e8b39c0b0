import type { KubeObject } from './ClusterClient.ts';
import type { TestCluster } from './TestCluster.ts';
import { createObjects } from './createObjects.ts';

/** Label that schedulers and grouping by zone read. */
const ZONE_LABEL = 'topology.kubernetes.io/zone';

export type NodeOptions = {
  /** Nodes take turns through these. Default: one zone, `zone-a`. */
  zones?: string[];
  /** How many of the nodes have GPUs, and how many each. The first nodes get them. */
  gpu?: { nodes: number; perNode: number };
  /** Default `node`: names are `node-0`, `node-1`… */
  prefix?: string;
  cpu?: string;
  memory?: string;
  /** How many pods fit on one. Default 110, as the kubelet's. */
  pods?: number;
  labels?: Record<string, string>;
};

/** The Node object of one pretended machine. Pure, so that tests can look at it. */
export function nodeObject(index: number, options: NodeOptions = {}): KubeObject {
  const { zones = ['zone-a'], gpu, prefix = 'node', pods = 110 } = options;
  const name = `${prefix}-${index}`;
  const hasGpu = gpu !== undefined && index < gpu.nodes;
  const capacity = {
    cpu: options.cpu ?? '16',
    memory: options.memory ?? '64Gi',
    'ephemeral-storage': '200Gi',
    pods: String(pods),
    ...(hasGpu ? { 'nvidia.com/gpu': String(gpu.perNode) } : {}),
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node-role.kubernetes.io/worker': '',
        [ZONE_LABEL]: zones[index % zones.length],
        ...options.labels,
      },
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
    },
    // Unlike other kinds, a Node keeps the status that it is created with (node strategy of the API server).
    status: { capacity, allocatable: capacity },
  };
}

/** Creates `count` nodes, and returns their names. kwok makes them Ready within a second. */
export async function createNodes(
  cluster: TestCluster,
  count: number,
  options: NodeOptions = {},
): Promise<string[]> {
  const nodes = Array.from({ length: count }, (_, i) => nodeObject(i, options));
  await createObjects(cluster, nodes);
  return nodes.map(it => it.metadata.name);
}
