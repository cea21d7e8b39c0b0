import { perEdge, type ProblemRule } from '../ProblemRule';

const MIN_IN_WINDOW = 5;

export const connectFailures: ProblemRule = {
  id: 'HP24',
  group: 'traffic',
  severity: 'warning',
  title: 'connectFailures',
  guard: 'At least five in the window, for two minutes.',
  mustLastMs: 2 * 60_000,
  find: perEdge(({ edge: { traffic } }) => {
    const perSecond = traffic?.connectFailuresPerSecond ?? 0;
    return perSecond * (traffic?.windowSeconds ?? 0) >= MIN_IN_WINDOW
      ? { numbers: { perSecond } }
      : undefined;
  }),
};
