import { perWorkload, type ProblemRule } from '../ProblemRule';

export const restarts: ProblemRule = {
  id: 'HP32',
  group: 'events',
  severity: 'warning',
  title: 'restarts',
  guard:
    'More than one restart of one pod within an hour; crash loops are HP33.',
  mustLastMs: 0,
  find: perWorkload(({ pods }) => {
    const restarting = pods.filter(
      ({ restartsLastHour, state }) =>
        restartsLastHour > 1 && state !== 'crashloop',
    );
    if (restarting.length === 0) return undefined;
    return {
      numbers: {
        pods: restarting.length,
        most: Math.max(...restarting.map(pod => pod.restartsLastHour)),
      },
    };
  }),
};
