import type { Scenario } from './Scenario';
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
    const undo: Array<() => void> = [];
    for (const name of ['prod-hangzhou', 'prod-shanghai'] as const) {
      const { live, controllers } = context.cluster(name);
      const states = [...live.model.workloads.values()].filter(({ workload }) =>
        PATH.includes(workload.name),
      );
      const usual = new Map<WorkloadState, number>();
      for (const state of states) {
        const { workload } = state;
        live.causes.load.set(
          workloadKey(workload.namespace.name, workload.name),
          FACTOR,
        );
        if (
          workload.program.type === 'service' &&
          workload.program.spec.autoscaled &&
          state.replicas > 0
        ) {
          usual.set(state, state.replicas);
        }
      }
      let active = true;
      for (let step = 1; step <= STEPS; step++) {
        live.after(step * STEP_MS, () => {
          if (active) {
            for (const [state, replicas] of usual) {
              controllers.scale(
                state,
                Math.ceil(replicas * (1 + (0.5 * step) / STEPS)),
              );
            }
          }
        });
      }
      undo.push(() => {
        active = false;
        for (const { workload } of states) {
          live.causes.load.delete(
            workloadKey(workload.namespace.name, workload.name),
          );
        }
        for (const [state, replicas] of usual) {
          controllers.scale(state, replicas);
        }
      });
    }
    return () => undo.forEach(each => each());
  },
};
