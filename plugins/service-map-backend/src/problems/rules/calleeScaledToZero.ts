import { callersOf, perNode, type ProblemRule } from '../ProblemRule';

export const calleeScaledToZero: ProblemRule = {
  id: 'HP06',
  group: 'availability',
  severity: 'critical',
  title: 'calleeScaledToZero',
  guard:
    'All of its workloads are at zero, and traffic or configuration still leads there.',
  mustLastMs: 60_000,
  find: perNode(({ node, workloads }, facts) => {
    if (workloads.length === 0) return undefined;
    if (workloads.some(({ desired }) => desired > 0)) return undefined;
    const callers = new Set(callersOf(node.id, facts)).size;
    return callers > 0 ? { numbers: { callers } } : undefined;
  }),
};
