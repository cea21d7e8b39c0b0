import type { RealScenario } from './RealScenario';
import { replicasOf, scale } from './workloads';

const PLACE = { namespace: 'tracking-prod', name: 'tracking-api' };
const MORE = 8;

/** Somebody asks for more of a service; controller and scheduler do the rest. */
export const scaleOut: RealScenario = {
  name: 'scale-out',
  title: { en: 'A service grows', zh: '服务扩容' },
  description: {
    en: `${PLACE.name} in ${PLACE.namespace} of prod-hangzhou gets ${MORE} more replicas. The real controller makes the pods, the real scheduler places them.`,
    zh: `prod-hangzhou 的 ${PLACE.namespace} 中 ${PLACE.name} 增加 ${MORE} 个副本，由真实的控制器创建、真实的调度器调度。`,
  },
  async run(cluster) {
    const before = await replicasOf(cluster, PLACE);
    await scale(cluster, PLACE, before + MORE);
    return () => scale(cluster, PLACE, before);
  },
};
