import { perWorkload, MINUTE_MS, type ProblemRule } from '../ProblemRule';

const MIN_WARNINGS = 10;
const RECENT_MS = 60 * MINUTE_MS;
/** Said better by rules of their own. */
const ELSEWHERE = new Set(['Unhealthy', 'BackOff', 'Failed']);

export const manyWarnings: ProblemRule = {
  id: 'HP31',
  group: 'events',
  severity: 'info',
  title: 'manyWarnings',
  guard: 'Ten within an hour, counted from events that began in it.',
  mustLastMs: 0,
  find: perWorkload(({ warnings }, _, { now }) => {
    const recent = warnings.filter(
      ({ firstSeen, reason }) =>
        firstSeen >= now - RECENT_MS && !ELSEWHERE.has(reason),
    );
    const amount = recent.reduce((sum, { count }) => sum + count, 0);
    if (amount < MIN_WARNINGS) return undefined;
    const loudest = [...recent].sort((a, b) => b.count - a.count)[0];
    return { numbers: { amount }, texts: { reason: loudest.reason } };
  }),
};
