import { callersOf, perWorkload, type ProblemRule } from '../ProblemRule';

export const singleReplica: ProblemRule = {
  id: 'HP01',
  group: 'availability',
  severity: 'warning',
  title: 'singleReplica',
  guard: 'Somebody calls it; DaemonSets and stores (HP07) are left out.',
  mustLastMs: 0,
  find: perWorkload(({ kind, desired, autoscaler }, { node }, facts) => {
    if (kind === 'DaemonSet' || node.kind === 'database') return undefined;
    const callers = new Set(callersOf(node.id, facts)).size;
    const others = node.workloads.filter(other => other.desired > 0).length;
    if (desired !== 1 || others > 1 || callers === 0) return undefined;
    return (autoscaler?.min ?? 1) > 1 ? undefined : { numbers: { callers } };
  }),
};
