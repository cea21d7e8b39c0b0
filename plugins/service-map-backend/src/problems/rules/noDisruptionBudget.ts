import { callersOf, perWorkload, type ProblemRule } from '../ProblemRule';

export const noDisruptionBudget: ProblemRule = {
  id: 'HP04',
  group: 'availability',
  severity: 'info',
  title: 'noDisruptionBudget',
  guard: 'Several replicas and a caller; DaemonSets are not drained.',
  mustLastMs: 0,
  find: perWorkload(({ kind, desired, budgets }, { node }, facts) => {
    if (kind === 'DaemonSet' || desired < 2 || budgets.length > 0) {
      return undefined;
    }
    const callers = new Set(callersOf(node.id, facts)).size;
    return callers > 0
      ? { numbers: { replicas: desired, callers } }
      : undefined;
  }),
};
