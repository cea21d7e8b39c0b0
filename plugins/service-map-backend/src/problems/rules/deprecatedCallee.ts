import { perEdge, type ProblemRule } from '../ProblemRule';

export const deprecatedCallee: ProblemRule = {
  id: 'HP47',
  group: 'structure',
  severity: 'info',
  title: 'deprecatedCallee',
  guard:
    'The catalog calls the callee deprecated, and traffic was seen: a reference alone may be dead.',
  mustLastMs: 0,
  find: perEdge(({ edge }, _, { lifecycle }) =>
    lifecycle === 'deprecated' &&
    edge.witnesses.some(({ basis }) => basis === 'traffic')
      ? {}
      : undefined,
  ),
};
