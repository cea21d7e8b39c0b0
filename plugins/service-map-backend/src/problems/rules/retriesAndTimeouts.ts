import { perEdge, type ProblemRule } from '../ProblemRule';

const PER_SECOND = 0.1;

export const retriesAndTimeouts: ProblemRule = {
  id: 'HP23',
  group: 'traffic',
  severity: 'warning',
  title: 'retriesAndTimeouts',
  guard: 'More than six a minute, for five minutes.',
  mustLastMs: 5 * 60_000,
  find: perEdge(({ measures: { flagsPerSecond = {} } }) => {
    const flags = Object.entries(flagsPerSecond).sort(
      ([a, x], [b, y]) => y - x || a.localeCompare(b),
    );
    const perSecond = flags.reduce((sum, [, rate]) => sum + rate, 0);
    return perSecond > PER_SECOND
      ? { numbers: { perSecond }, texts: { flag: flags[0][0] } }
      : undefined;
  }),
};
