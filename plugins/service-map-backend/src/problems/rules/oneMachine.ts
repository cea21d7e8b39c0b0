import { perWorkload, type ProblemRule } from '../ProblemRule';

export const oneMachine: ProblemRule = {
  id: 'HP02',
  group: 'availability',
  severity: 'warning',
  title: 'oneMachine',
  guard:
    'At least two pods, all with a machine, in a cluster of several machines.',
  // A pod that was evicted a moment ago may still be on its way elsewhere.
  mustLastMs: 10 * 60_000,
  find: perWorkload(({ kind, desired, pods }, { node }, { clusters }) => {
    if (kind === 'DaemonSet' || desired < 2 || pods.length < 2)
      return undefined;
    const machines = new Set(pods.map(pod => pod.node));
    const shape = clusters.get(node.place?.cluster ?? '');
    const [machine] = machines;
    if (machines.size !== 1 || machine === undefined) return undefined;
    return (shape?.machines ?? 0) > 1
      ? { numbers: { pods: pods.length }, texts: { machine } }
      : undefined;
  }),
};
