import { QUOTA_NAME } from '../../company/render/tenancy';
import type { RealScenario } from './RealScenario';
import { patch, replicasOf, scale } from './workloads';

const PLACE = { namespace: 'last-mile-prod', name: 'dispatch-api' };
const MORE = 4;

/** Real admission refuses the pods; the ReplicaSet's events say why. */
export const quotaFull: RealScenario = {
  name: 'quota-full',
  title: { en: 'A quota is used up', zh: '配额用尽' },
  description: {
    en: `${PLACE.namespace} of prod-hangzhou has no pod left in its quota while ${PLACE.name} should grow by ${MORE}. No further pod is admitted; its ReplicaSet says so in events.`,
    zh: `prod-hangzhou 的 ${PLACE.namespace} Pod 配额已用尽，而 ${PLACE.name} 需要增加 ${MORE} 个副本。新的 Pod 被拒绝创建，ReplicaSet 事件会说明原因。`,
  },
  async run(cluster) {
    const path = `/api/v1/namespaces/${PLACE.namespace}/resourcequotas/${QUOTA_NAME}`;
    const quota = await cluster.client.json<{
      spec: { hard: Record<string, string> };
      status: { used?: Record<string, string> };
    }>({ path });
    const before = await replicasOf(cluster, PLACE);
    await patch(cluster, path, {
      spec: { hard: { pods: quota.status.used?.pods ?? '0' } },
    });
    await scale(cluster, PLACE, before + MORE);
    return async () => {
      await patch(cluster, path, { spec: { hard: quota.spec.hard } });
      await scale(cluster, PLACE, before);
    };
  },
};
