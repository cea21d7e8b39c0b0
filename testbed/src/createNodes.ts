import type { KubeObject } from './ClusterClient.ts';
import type { TestCluster } from './TestCluster.ts';
import { createObjects } from './createObjects.ts';
import { eventually } from './eventually.ts';

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
export function nodeObject(
  index: number,
  options: NodeOptions = {},
): KubeObject {
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

type NodeState = {
  spec: { taints?: unknown[] };
  status: { conditions?: Array<{ type: string; status: string }> };
};

/** Admission taints a new node as not ready; the controller-manager takes that away once kwok reports it as ready. */
function canTakePods(node: NodeState): boolean {
  return Boolean(
    !node.spec.taints?.length &&
      node.status.conditions?.some(
        it => it.type === 'Ready' && it.status === 'True',
      ),
  );
}

/**
 * Creates `count` nodes and returns their names. Where kwok and the controller-manager run, waits until the scheduler may
 * use all of them: otherwise the first pods would crowd on the first node.
 */
export async function createNodes(
  cluster: TestCluster,
  count: number,
  options: NodeOptions = {},
): Promise<string[]> {
  const nodes = Array.from({ length: count }, (_, i) => nodeObject(i, options));
  const names = nodes.map(it => it.metadata.name);
  await createObjects(cluster, nodes);
  if (cluster.options.kwok && cluster.options.controllerManager) {
    await eventually(`${count} nodes that can take pods`, async () => {
      const { items } = await cluster.client.json<{
        items: Array<KubeObject & NodeState>;
      }>({ path: '/api/v1/nodes' });
      const able = new Set(
        items.filter(canTakePods).map(it => it.metadata.name),
      );
      return names.every(it => able.has(it));
    });
  }
  return names;
}
