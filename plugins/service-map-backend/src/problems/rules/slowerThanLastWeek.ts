import { SLOW_BY_MS, SLOW_FACTOR } from '../../health/thresholds';
import { perNode, type ProblemRule } from '../ProblemRule';

export const slowerThanLastWeek: ProblemRule = {
  id: 'HP21',
  group: 'traffic',
  severity: 'warning',
  title: 'slowerThanLastWeek',
  guard:
    'Twice as slow and 100 ms slower than in the same hour of last week, for five minutes.',
  mustLastMs: 5 * 60_000,
  find: perNode(({ measures: { p95Ms, p95LastWeekMs } }) =>
    p95Ms !== undefined &&
    p95LastWeekMs !== undefined &&
    p95Ms > p95LastWeekMs * SLOW_FACTOR &&
    p95Ms > p95LastWeekMs + SLOW_BY_MS
      ? { numbers: { p95Ms, usualMs: p95LastWeekMs } }
      : undefined,
  ),
};
