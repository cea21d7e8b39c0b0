import { DAY_MS, perEdge, type ProblemRule } from '../ProblemRule';

const STALE_MS = 30 * DAY_MS;

export const staleDeclaration: ProblemRule = {
  id: 'HP41',
  group: 'structure',
  severity: 'info',
  title: 'staleDeclaration',
  guard:
    'Thirty days, and the traffic of the caller is measured: otherwise nobody could have seen it.',
  mustLastMs: 0,
  find: perEdge(({ edge }, from, _to, { now, edges }) => {
    if (edge.drift !== 'unseen') return undefined;
    const since = Math.min(...edge.witnesses.map(({ firstSeen }) => firstSeen));
    const isMeasured = edges.some(
      other =>
        other.edge.from === from.node.id &&
        other.edge.witnesses.some(({ basis }) => basis === 'traffic'),
    );
    return isMeasured && now - since >= STALE_MS
      ? { numbers: { since } }
      : undefined;
  }),
};
