import fc from 'fast-check';
import {
  calledCart,
  CART,
  facts,
  measuredCart,
  MINUTE,
  NOON,
  problemNode,
  workload,
} from './__testUtils__/facts';
import {
  findProblems,
  NO_PROBLEMS_YET,
  type ProblemMemories,
} from './findProblems';
import type { ProblemFacts } from './problemFacts';
import { PROBLEM_RULES } from './rules';

const rule = (id: string) => PROBLEM_RULES.filter(one => one.id === id);
const at = (given: ProblemFacts, minutes: number) => ({
  ...given,
  now: NOON + minutes * MINUTE,
});

describe('finding problems', () => {
  const throttled = measuredCart({ throttledRatio: 0.5 });
  const fine = measuredCart({ throttledRatio: 0 });

  /** How many problems each look sees. */
  const seen = (looks: Array<[number, ProblemFacts]>) => {
    let memories: ProblemMemories = NO_PROBLEMS_YET;
    return looks.map(([minutes, given]) => {
      const look = findProblems(at(given, minutes), rule('HP10'), memories);
      memories = look.memories;
      return look.problems.map(({ firstSeen }) => (firstSeen - NOON) / MINUTE);
    });
  };

  it('waits as long as the rule demands, and remembers when it began', () => {
    expect(
      seen([
        [0, throttled],
        [9, throttled],
        [10, throttled],
      ]),
    ).toEqual([[], [], [0]]);
  });

  it('begins anew when the problem was away for long', () => {
    expect(
      seen([
        [0, throttled],
        [10, throttled],
        [15, fine],
        [30, fine],
        [31, throttled],
        [41, throttled],
      ]),
    ).toEqual([[], [0], [], [], [], [31]]);
  });

  it('does not begin anew because of a moment without, or because nobody looked', () => {
    expect(
      seen([
        [0, throttled],
        [5, fine],
        [10, throttled],
        [500, throttled],
      ]),
    ).toEqual([[], [], [0], [0]]);
  });

  it('names the owner of the first node, where it is fixed', () => {
    const owned = facts([
      problemNode(
        CART,
        { certificates: [{ name: 'tls', notAfter: NOON }] },
        { owner: 'group:default/shop' },
      ),
    ]);
    expect(
      findProblems(owned, rule('HP46'), NO_PROBLEMS_YET).problems,
    ).toMatchObject([
      {
        id: `HP46:${CART}:tls`,
        rule: 'HP46',
        group: 'structure',
        owner: 'group:default/shop',
      },
    ]);
  });

  it('tells two workloads of one node apart', () => {
    const both = calledCart(workload(), workload({ name: 'cart-canary' }));
    expect(
      findProblems(both, rule('HP04'), NO_PROBLEMS_YET).problems.map(
        ({ id }) => id,
      ),
    ).toEqual([`HP04:${CART}:cart`, `HP04:${CART}:cart-canary`]);
  });

  it('puts the worst first, then the oldest', () => {
    const many = facts([
      problemNode(CART, {
        certificates: [{ name: 'late', notAfter: NOON + 10 * 86_400_000 }],
      }),
      problemNode('prod/shop/web', {
        certificates: [{ name: 'soon', notAfter: NOON }],
      }),
    ]);
    expect(
      findProblems(many, rule('HP46'), NO_PROBLEMS_YET).problems.map(
        ({ severity }) => severity,
      ),
    ).toEqual(['critical', 'warning']);
  });

  it('gives each problem an id of its own, the same at every look', () => {
    const anything = fc
      .array(
        fc.record({
          name: fc.constantFrom('a', 'b', '购物车'),
          desired: fc.nat(3),
          notAfter: fc.integer({ min: 0, max: 30 }),
          throttledRatio: fc.option(
            fc.double({ min: 0, max: 1, noNaN: true }),
            { nil: undefined },
          ),
        }),
        { maxLength: 4 },
      )
      .map(all =>
        facts(
          all.map(({ name, desired, notAfter, throttledRatio }, index) =>
            problemNode(`prod/shop/${index}`, {
              workloads: [workload({ name, desired })],
              certificates: [{ name, notAfter: NOON + notAfter * 86_400_000 }],
              measures: { throttledRatio },
            }),
          ),
        ),
      );
    fc.assert(
      fc.property(anything, given => {
        const first = findProblems(given, PROBLEM_RULES, NO_PROBLEMS_YET);
        const later = findProblems(at(given, 1), PROBLEM_RULES, first.memories);
        const ids = first.problems.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const laterIds = later.problems.map(({ id }) => id);
        expect(laterIds).toEqual(expect.arrayContaining(ids));
      }),
    );
  });
});
