import { callersOf, perNode, type ProblemRule } from '../ProblemRule';

const HUB_CALLERS = 5;

export const hubWithoutOwner: ProblemRule = {
  id: 'HP43',
  group: 'structure',
  severity: 'warning',
  title: 'hubWithoutOwner',
  guard: 'Five callers at least.',
  mustLastMs: 0,
  find: perNode(({ node }, facts) => {
    if (node.owner !== undefined) return undefined;
    const callers = new Set(callersOf(node.id, facts)).size;
    return callers >= HUB_CALLERS ? { numbers: { callers } } : undefined;
  }),
};
