import { perWorkload, type ProblemRule } from '../ProblemRule';

export const crashLoop: ProblemRule = {
  id: 'HP33',
  group: 'events',
  severity: 'warning',
  title: 'crashLoop',
  guard: 'For a minute; critical when no replica is ready.',
  mustLastMs: 60_000,
  find: perWorkload(({ pods, ready }) => {
    const failing = pods.filter(
      ({ state }) => state === 'crashloop' || state === 'imagepull',
    );
    if (failing.length === 0) return undefined;
    return {
      code: failing.every(({ state }) => state === 'imagepull')
        ? 'imagePull'
        : 'crashLoop',
      severity: ready === 0 ? 'critical' : 'warning',
      numbers: { pods: failing.length, ready },
      texts: { reason: failing[0].reason ?? '' },
    };
  }),
};
