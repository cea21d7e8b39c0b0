import { perWorkload, type ProblemRule } from '../ProblemRule';

export const oneZone: ProblemRule = {
  id: 'HP03',
  group: 'availability',
  severity: 'info',
  title: 'oneZone',
  guard:
    'At least two pods on several machines, zones known, in a cluster of several zones.',
  mustLastMs: 10 * 60_000,
  find: perWorkload(({ kind, desired, pods }, { node }, { clusters }) => {
    if (kind === 'DaemonSet' || desired < 2 || pods.length < 2)
      return undefined;
    const zones = new Set(pods.map(pod => pod.zone));
    const machines = new Set(pods.map(pod => pod.node));
    const [zone] = zones;
    if (zones.size !== 1 || zone === undefined) return undefined;
    // On one machine, HP02 says it already.
    if (machines.size < 2) return undefined;
    return (clusters.get(node.place?.cluster ?? '')?.zones ?? 0) > 1
      ? { numbers: { pods: pods.length }, texts: { zone } }
      : undefined;
  }),
};
