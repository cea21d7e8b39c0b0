import { amountOf } from '../amounts';
import { perNode, type ProblemRule } from '../ProblemRule';

const USED_RATIO = 0.9;
/** A cache that is full by design evicts; only without a bound, or with a store, it hurts. */
const EVICTIONS_PER_SECOND = 1;

export const evictingCache: ProblemRule = {
  id: 'HP18',
  group: 'saturation',
  severity: 'warning',
  title: 'evictingCache',
  guard: 'A bound is set; more than one eviction a second; for five minutes.',
  mustLastMs: 5 * 60_000,
  find: perNode(problemNode => {
    const { storeMemory, evictionsPerSecond = 0 } = problemNode.measures;
    const memory = amountOf(problemNode, 'memory-used', storeMemory);
    const isFull =
      memory !== undefined && memory.used > memory.max * USED_RATIO;
    const evicts = evictionsPerSecond > EVICTIONS_PER_SECOND;
    if (!isFull && !evicts) return undefined;
    return {
      code: evicts ? 'evictingCache' : 'cacheNearlyFull',
      numbers: {
        evictionsPerSecond,
        ...(memory && { used: memory.used, max: memory.max }),
      },
    };
  }),
};
