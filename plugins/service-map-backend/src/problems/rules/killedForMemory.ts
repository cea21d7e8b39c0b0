import { perWorkload, type ProblemRule } from '../ProblemRule';

export const killedForMemory: ProblemRule = {
  id: 'HP12',
  group: 'saturation',
  severity: 'warning',
  title: 'killedForMemory',
  guard: 'Now, or within a day where it is measured.',
  mustLastMs: 0,
  find: perWorkload(({ pods, template }, { measures, workloads }) => {
    const killed = pods.filter(
      ({ state, reason }) => state === 'oom' || reason === 'OOMKilled',
    ).length;
    // The measure is of the node: with several workloads nobody knows whose pods they were.
    const lastDay = workloads.length === 1 ? measures.oomKillsLastDay ?? 0 : 0;
    if (killed === 0 && lastDay === 0) return undefined;
    return {
      numbers: {
        pods: killed,
        lastDay: Math.max(killed, lastDay),
        ...(template?.memoryLimit !== undefined && {
          limit: template.memoryLimit,
        }),
      },
    };
  }),
};
