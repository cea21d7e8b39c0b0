import { DAY_MS, perEdge, type ProblemRule } from '../ProblemRule';

export const undeclaredCall: ProblemRule = {
  id: 'HP40',
  group: 'structure',
  severity: 'info',
  title: 'undeclaredCall',
  guard: 'Both ends are in the catalog, and a day has passed to declare it.',
  mustLastMs: 0,
  find: perEdge(({ edge: { drift, witnesses } }, _from, _to, { now }) => {
    if (drift !== 'undeclared') return undefined;
    const since = Math.min(...witnesses.map(({ firstSeen }) => firstSeen));
    return now - since >= DAY_MS ? { numbers: { since } } : undefined;
  }),
};
