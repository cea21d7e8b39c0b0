import { ERROR_RATIO, MIN_REQUESTS } from '../../health/thresholds';
import { perNode, type ProblemRule } from '../ProblemRule';

export const errorRatio: ProblemRule = {
  id: 'HP20',
  group: 'traffic',
  severity: 'warning',
  title: 'errorRatio',
  guard: 'Enough requests, in five minutes and in the hour, for two looks.',
  mustLastMs: 30_000,
  find: perNode(({ measures: { errors } }) => {
    if (!errors || errors.requestsInFiveMinutes < MIN_REQUESTS)
      return undefined;
    const { ratioFiveMinutes, ratioOneHour } = errors;
    if (Math.min(ratioFiveMinutes, ratioOneHour) < ERROR_RATIO.degraded) {
      return undefined;
    }
    return {
      numbers: { ratio: ratioFiveMinutes, hour: ratioOneHour },
      ...(ratioFiveMinutes >= ERROR_RATIO.down && {
        severity: 'critical' as const,
      }),
    };
  }),
};
