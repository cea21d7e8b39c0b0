import type { Scenario, ScenarioCluster } from './Scenario';
import { workloadKey, type WorkloadState } from '../company/ClusterModel';

/** How much more than usual arrives. */
const FACTOR = 3.2;
/** Services on the way of a customer who wants to know where a parcel is. */
const PATH = [
  'app-gateway',
  'web-shop',
  'parcel-bff',
  'tracking-api',
  'order-core',
  'open-gateway',
];
const STEP_MS = 2_000;
const STEPS = 4;

/** A sales day: usage rises along the customers' path and autoscalers follow. */
export const trafficSpike: Scenario = {
  name: 'traffic-spike',
  title: { en: 'A sales day begins', zh: '大促开始' },
  description: {
    en: 'Three times the usual traffic reaches both production clusters. CPU rises along the way from gateway to orders, and autoscalers add pods step by step.',
    zh: '两个生产集群的流量达到平时的三倍。从网关到订单一路 CPU 升高，弹性伸缩逐步增加 Pod。',
  },
  start(context) {
    const undo = (['prod-hangzhou', 'prod-shanghai'] as const).map(name =>
      flood(context.cluster(name)),
    );
    return () => undo.forEach(each => each());
  },
};

/** @returns what lets the water run off again */
function flood({ live, controllers }: ScenarioCluster): () => void {
  const states = [...live.model.workloads.values()].filter(({ workload }) =>
    PATH.includes(workload.name),
  );
  const keys = states.map(({ workload }) =>
    workloadKey(workload.namespace.name, workload.name),
  );
  const usual = new Map<WorkloadState, number>(
    states
      .filter(
        ({ workload: { program }, replicas }) =>
          program.type === 'service' && program.spec.autoscaled && replicas > 0,
      )
      .map(state => [state, state.replicas]),
  );
  let isActive = true;
  const grow = (ratio: number) => {
    if (isActive) {
      for (const [state, replicas] of usual) {
        controllers.scale(state, Math.ceil(replicas * ratio));
      }
    }
  };
  keys.forEach(key => live.causes.load.set(key, FACTOR));
  for (let step = 1; step <= STEPS; step++) {
    live.after(step * STEP_MS, () => grow(1 + (0.5 * step) / STEPS));
  }
  return () => {
    isActive = false;
    keys.forEach(key => live.causes.load.delete(key));
    for (const [state, replicas] of usual) {
      controllers.scale(state, replicas);
    }
  };
}
