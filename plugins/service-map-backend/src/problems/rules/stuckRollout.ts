import { perWorkload, type ProblemRule } from '../ProblemRule';

export const stuckRollout: ProblemRule = {
  id: 'HP09',
  group: 'availability',
  severity: 'warning',
  title: 'stuckRollout',
  guard:
    'Longer than three minutes, as Coroot counts; or Kubernetes gave up itself.',
  mustLastMs: 180_000,
  find: perWorkload(({ name, desired, ready, rollout }) => {
    if (!rollout) return undefined;
    const { updated, isDeadlineExceeded } = rollout;
    return isDeadlineExceeded || updated < desired
      ? {
          // A rollout that gets on is another finding: only one that does not lasts.
          about: `${name} ${updated}`,
          numbers: { updated, ready, desired },
          ...(isDeadlineExceeded && { severity: 'critical' as const }),
        }
      : undefined;
  }),
};
