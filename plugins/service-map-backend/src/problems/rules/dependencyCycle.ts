import { componentsOf } from '../../health/components';
import { isSeenOrConfigured, type ProblemRule } from '../ProblemRule';

export const dependencyCycle: ProblemRule = {
  id: 'HP42',
  group: 'structure',
  severity: 'info',
  title: 'dependencyCycle',
  guard: 'Of calls that wait for an answer: through a queue nobody waits.',
  mustLastMs: 0,
  find: ({ nodes, edges }) => {
    const callees = new Map<string, string[]>();
    for (const { edge } of edges) {
      if (!isSeenOrConfigured(edge) || edge.protocols[0] === 'messaging') {
        continue;
      }
      callees.set(edge.from, [...(callees.get(edge.from) ?? []), edge.to]);
    }
    return componentsOf(
      nodes.map(({ node }) => node.id).sort(),
      id => callees.get(id) ?? [],
    )
      .filter(members => members.length > 1)
      .map(members => ({
        nodes: members,
        numbers: { nodes: members.length },
        texts: {},
        evidence: members.map(id => ({ type: 'map' as const, at: id })),
      }));
  },
};
