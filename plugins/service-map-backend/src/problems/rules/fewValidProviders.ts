import { perEdge, type ProblemRule } from '../ProblemRule';

export const fewValidProviders: ProblemRule = {
  id: 'HP26',
  group: 'traffic',
  severity: 'warning',
  title: 'fewValidProviders',
  guard:
    'The registry knows several providers, and less than half are valid; for two minutes.',
  mustLastMs: 2 * 60_000,
  find: perEdge(({ edge }) => {
    const numbers = edge.findings.find(
      ({ code }) => code === 'few-valid-providers',
    )?.numbers;
    if (!numbers || numbers.all < 2) return undefined;
    const { valid, all } = numbers;
    return valid * 2 < all ? { numbers: { valid, all } } : undefined;
  }),
};
