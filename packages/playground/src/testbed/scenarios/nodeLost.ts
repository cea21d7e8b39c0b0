import type { TestCluster } from '@panorama/testbed';
import type { RealScenario } from './RealScenario';
import { patch } from './workloads';

/** Everything that does not tolerate everything has to leave at once. */
const TAINT = { key: 'panorama.example/lost', effect: 'NoExecute' } as const;

interface NodeItem {
  metadata: { name: string };
  spec: { taints?: unknown[] };
}

/**
 * A node is given up, as a cloud's controller does with a machine that is gone:
 * real eviction, real replacements elsewhere. kwok's nodes cannot go silent by
 * themselves, so the cause is the taint and not the missing heartbeat.
 */
export const nodeLost: RealScenario = {
  name: 'node-lost',
  title: { en: 'A node is given up', zh: '节点下线' },
  description: {
    en: 'One node of prod-hangzhou gets a NoExecute taint. Its pods are evicted at once, their controllers make new ones, the scheduler places them elsewhere.',
    zh: 'prod-hangzhou 的一个节点被打上 NoExecute 污点。其上的 Pod 立即被驱逐，由控制器重建并调度到其他节点。',
  },
  async run(cluster) {
    const path = `/api/v1/nodes/${await lastPlainNode(cluster)}`;
    await patch(cluster, path, { spec: { taints: [TAINT] } });
    return () => patch(cluster, path, { spec: { taints: null } });
  },
};

/** One without GPUs, so that its pods have somewhere else to go; it has no taint that would be lost. */
async function lastPlainNode(cluster: TestCluster): Promise<string> {
  const { items } = await cluster.client.json<{ items: NodeItem[] }>({
    path: '/api/v1/nodes',
  });
  const node = items.filter(({ spec }) => !spec.taints?.length).at(-1);
  if (!node) {
    throw new Error(`${cluster.name} has no node that could be given up`);
  }
  return node.metadata.name;
}
