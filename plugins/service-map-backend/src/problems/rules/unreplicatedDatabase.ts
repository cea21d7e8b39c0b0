import { callersOf, perNode, type ProblemRule } from '../ProblemRule';

export const unreplicatedDatabase: ProblemRule = {
  id: 'HP07',
  group: 'availability',
  severity: 'warning',
  title: 'unreplicatedDatabase',
  guard:
    'A database with callers; the exporter’s word counts before the number of pods.',
  mustLastMs: 10 * 60_000,
  find: perNode(({ node, workloads, measures }, facts) => {
    if (node.kind !== 'database') return undefined;
    const callers = new Set(callersOf(node.id, facts)).size;
    if (callers === 0) return undefined;
    const pods = workloads.reduce((sum, { desired }) => sum + desired, 0);
    const isAlone =
      measures.replicas === undefined
        ? workloads.length > 0 && pods === 1
        : measures.replicas === 0;
    return isAlone ? { numbers: { callers } } : undefined;
  }),
};
