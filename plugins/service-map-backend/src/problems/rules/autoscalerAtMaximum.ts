import { isAtMaximum } from '../../changes/autoscalers';
import { perWorkload, type ProblemRule } from '../ProblemRule';

export const autoscalerAtMaximum: ProblemRule = {
  id: 'HP14',
  group: 'saturation',
  severity: 'warning',
  title: 'autoscalerAtMaximum',
  guard:
    'For fifteen minutes; an autoscaler with equal bounds is no autoscaler.',
  mustLastMs: 15 * 60_000,
  find: perWorkload(({ autoscaler }) =>
    autoscaler && isAtMaximum(autoscaler)
      ? { numbers: { max: autoscaler.max } }
      : undefined,
  ),
};
