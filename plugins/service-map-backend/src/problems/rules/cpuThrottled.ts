import { perNode, type ProblemRule } from '../ProblemRule';

const THROTTLED_RATIO = 0.25;

export const cpuThrottled: ProblemRule = {
  id: 'HP10',
  group: 'saturation',
  severity: 'warning',
  title: 'cpuThrottled',
  guard: 'For ten minutes: a start may throttle.',
  mustLastMs: 10 * 60_000,
  find: perNode(({ measures: { throttledRatio } }) =>
    throttledRatio !== undefined && throttledRatio > THROTTLED_RATIO
      ? { numbers: { ratio: throttledRatio } }
      : undefined,
  ),
};
