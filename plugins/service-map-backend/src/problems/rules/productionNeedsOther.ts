import { isSeenOrConfigured, perEdge, type ProblemRule } from '../ProblemRule';

const PRODUCTION = /^prod(uction)?$/i;

export const productionNeedsOther: ProblemRule = {
  id: 'HP45',
  group: 'structure',
  severity: 'critical',
  title: 'productionNeedsOther',
  guard:
    'Both ends say what environment they are; somebody saw or configured the call.',
  mustLastMs: 0,
  find: perEdge(({ edge }, from, to) => {
    if (!from.environment || !to.environment) return undefined;
    const leavesProduction =
      PRODUCTION.test(from.environment) && !PRODUCTION.test(to.environment);
    return leavesProduction && isSeenOrConfigured(edge)
      ? { texts: { environment: to.environment } }
      : undefined;
  }),
};
