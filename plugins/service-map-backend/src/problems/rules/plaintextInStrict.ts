import { perEdge, type ProblemRule } from '../ProblemRule';

export const plaintextInStrict: ProblemRule = {
  id: 'HP25',
  group: 'traffic',
  severity: 'critical',
  title: 'plaintextInStrict',
  guard:
    'The mesh says how the calls travel, and that the namespace wants them encrypted.',
  mustLastMs: 5 * 60_000,
  find: perEdge(
    ({ edge: { mutualTls } }, _, { node }, { strictNamespaces }) => {
      if (mutualTls === undefined || mutualTls === 'all') return undefined;
      const namespace = `${node.place?.cluster}/${node.place?.namespace}`;
      return strictNamespaces?.has(namespace)
        ? { texts: { namespace: node.place!.namespace } }
        : undefined;
    },
  ),
};
