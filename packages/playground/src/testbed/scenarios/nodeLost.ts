import {
  eventually,
  OWN_STATUS_ANNOTATION,
  type TestCluster,
} from '@panorama/testbed';
import type { RealScenario } from './RealScenario';
import { patch } from './workloads';

const NAME = 'panorama-node-lost';
const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const POLICIES = `${ADMISSION}/validatingadmissionpolicies`;
/** kwok renews a lease every 10 s; the node controller looks every 5 s. */
const BACK_WITHIN_MS = 60_000;
const BINDINGS = `${ADMISSION}/validatingadmissionpolicybindings`;

interface NodeItem {
  metadata: { name: string };
  spec: { taints?: unknown[] };
  status: { conditions: Array<{ type: string; status: string }> };
}

/**
 * A node stops reporting: its lease can no longer be renewed, and kwok no
 * longer writes its status. All that follows is the node controller's doing.
 */
export const nodeLost: RealScenario = {
  name: 'node-lost',
  title: { en: 'A node goes silent', zh: '节点失联' },
  description: {
    en: 'One node of prod-hangzhou stops reporting. After the usual grace of 50 seconds Kubernetes calls it NotReady and its pods unready; after 5 more minutes it moves them.',
    zh: 'prod-hangzhou 的一个节点停止上报。约 50 秒后 Kubernetes 将其标记为 NotReady、其上的 Pod 变为未就绪；再过 5 分钟迁移这些 Pod。',
  },
  async run(cluster) {
    const node = await lastPlainNode(cluster);
    const path = `/api/v1/nodes/${node}`;
    await cluster.client.json({
      method: 'POST',
      path: POLICIES,
      body: policy(node),
    });
    await cluster.client.json({
      method: 'POST',
      path: BINDINGS,
      body: binding,
    });
    await annotate(cluster, path, 'custom');
    return async () => {
      await annotate(cluster, path, null);
      for (const each of [`${BINDINGS}/${NAME}`, `${POLICIES}/${NAME}`]) {
        await cluster.client.json({ method: 'DELETE', path: each });
      }
      await eventually(
        `${node} reports again`,
        async () => isReady(await cluster.client.json<NodeItem>({ path })),
        BACK_WITHIN_MS,
      );
      await tellPodsReady(cluster, node);
    };
  },
};

function isReady({ status }: NodeItem): boolean {
  return status.conditions.some(
    each => each.type === 'Ready' && each.status === 'True',
  );
}

/** The kubelet's part: the node controller made them unready, and kwok never looks at a running pod again. */
async function tellPodsReady(cluster: TestCluster, node: string) {
  const { items } = await cluster.client.json<{
    items: Array<{ metadata: { namespace: string; name: string } }>;
  }>({
    path: `/api/v1/pods?fieldSelector=spec.nodeName=${node},status.phase=Running`,
  });
  const conditions = ['Ready', 'ContainersReady'].map(type => ({
    type,
    status: 'True',
  }));
  for (const { metadata } of items) {
    await cluster.client.json({
      method: 'PATCH',
      path: `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}/status`,
      contentType: 'application/strategic-merge-patch+json',
      body: { status: { conditions } },
    });
  }
}

/** One without GPUs, so that its pods have somewhere else to go. */
async function lastPlainNode(cluster: TestCluster): Promise<string> {
  const { items } = await cluster.client.json<{ items: NodeItem[] }>({
    path: '/api/v1/nodes',
  });
  const node = items.filter(({ spec }) => !spec.taints?.length).at(-1);
  if (!node) {
    throw new Error(`${cluster.name} has no node that could go silent`);
  }
  return node.metadata.name;
}

async function annotate(
  cluster: TestCluster,
  path: string,
  value: string | null,
): Promise<void> {
  await patch(cluster, path, {
    metadata: { annotations: { [OWN_STATUS_ANNOTATION]: value } },
  });
}

/** Nobody renews the lease of this node. */
function policy(node: string) {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: NAME },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ['coordination.k8s.io'],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['leases'],
            resourceNames: [node],
          },
        ],
      },
      validations: [{ expression: 'false', message: `${node} is silent` }],
    },
  };
}

const binding = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: NAME },
  spec: { policyName: NAME, validationActions: ['Deny'] },
};
