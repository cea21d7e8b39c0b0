import { call, CART, facts, problemNode } from './__testUtils__/facts';
import { findProblems, NO_PROBLEMS_YET } from './findProblems';
import { PROBLEM_RULES } from './rules';
import { visibleProblems } from './visibleProblems';

const VAULT = 'prod/secret/vault';

const { problems } = findProblems(
  facts(
    [
      problemNode(CART, {
        environment: 'prod',
        certificates: [{ name: 'tls', notAfter: 0 }],
      }),
      problemNode(VAULT, { environment: 'staging', lifecycle: 'deprecated' }),
    ],
    [call(CART, VAULT), call(VAULT, CART)],
  ),
  PROBLEM_RULES,
  NO_PROBLEMS_YET,
);

it('reads nothing of what it may not see, and learns how much that is', () => {
  expect(problems.map(({ rule }) => rule)).toEqual([
    'HP45',
    'HP46',
    'HP42',
    'HP47',
  ]);
  const seen = visibleProblems(problems, id => id === CART);
  expect(seen.problems.map(({ rule }) => rule)).toEqual(['HP46']);
  expect(seen.hidden).toBe(3);
  expect(JSON.stringify(seen)).not.toContain('vault');
  expect(visibleProblems(problems, () => false)).toEqual({
    problems: [],
    hidden: 0,
  });
});
