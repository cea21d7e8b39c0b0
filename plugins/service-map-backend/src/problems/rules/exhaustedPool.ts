import { perNode, type ProblemRule } from '../ProblemRule';

const USED_RATIO = 0.8;

export const exhaustedPool: ProblemRule = {
  id: 'HP16',
  group: 'saturation',
  severity: 'warning',
  title: 'exhaustedPool',
  guard: 'For two minutes; a rejected call is critical at once it lasts.',
  mustLastMs: 2 * 60_000,
  find: perNode(({ node, measures: { threadPool } }) => {
    const found = node.health.findings.find(
      ({ code }) => code === 'pool-exhausted',
    )?.numbers;
    const active = threadPool?.used ?? found?.active;
    const max = threadPool?.max ?? found?.max;
    const rejected = threadPool?.rejectedPerSecond ?? found?.rejected ?? 0;
    if (active === undefined || max === undefined) return undefined;
    if (active <= max * USED_RATIO && rejected === 0) return undefined;
    return {
      severity: rejected > 0 ? 'critical' : 'warning',
      numbers: { active, max, rejected },
    };
  }),
};
