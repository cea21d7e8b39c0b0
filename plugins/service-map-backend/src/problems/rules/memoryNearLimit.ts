import { perNode, type ProblemRule } from '../ProblemRule';

const USED_RATIO = 0.9;
/** As Coroot's check of leaks. */
const GROWTH_PER_HOUR = 0.1;
/** Growth of what is nearly empty is a warm-up. */
const GROWTH_FROM_RATIO = 0.5;

export const memoryNearLimit: ProblemRule = {
  id: 'HP11',
  group: 'saturation',
  severity: 'warning',
  title: 'memoryNearLimit',
  guard: 'A limit is set; growth counts above half of it; for ten minutes.',
  mustLastMs: 10 * 60_000,
  find: perNode(({ measures }) => {
    const {
      memoryUsedBytes: used,
      memoryLimitBytes: limit,
      memoryGrowthPerHourRatio: growth = 0,
    } = measures;
    if (used === undefined || !limit) return undefined;
    const ratio = used / limit;
    const isLeaking = growth > GROWTH_PER_HOUR && ratio > GROWTH_FROM_RATIO;
    if (ratio <= USED_RATIO && !isLeaking) return undefined;
    return {
      code: ratio > USED_RATIO ? 'memoryNearLimit' : 'memoryGrows',
      numbers: { used, limit, growth },
    };
  }),
};
