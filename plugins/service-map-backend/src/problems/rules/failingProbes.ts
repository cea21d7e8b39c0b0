import { perWorkload, MINUTE_MS, type ProblemRule } from '../ProblemRule';

const RECENT_MS = 30 * MINUTE_MS;
/** A slow start fails a probe or two. */
const MIN_FAILURES = 5;

export const failingProbes: ProblemRule = {
  id: 'HP34',
  group: 'events',
  severity: 'warning',
  title: 'failingProbes',
  guard: 'Five failures, the last within half an hour.',
  mustLastMs: 0,
  find: perWorkload(({ warnings }, _, { now }) => {
    const failures = warnings
      .filter(
        ({ reason, lastSeen }) =>
          reason === 'Unhealthy' && lastSeen >= now - RECENT_MS,
      )
      .reduce((sum, { count }) => sum + count, 0);
    return failures >= MIN_FAILURES ? { numbers: { failures } } : undefined;
  }),
};
