import type {
  Problem,
  ProblemDismissal,
} from '@panorama/plugin-service-map-common';
import { dismissalOf, withDismissals } from './dismissals';
import { DAY, NOON } from './__testUtils__/facts';

const problem: Problem = {
  id: 'HP01:prod/shop/cart:cart',
  rule: 'HP01',
  code: 'singleReplica',
  group: 'availability',
  severity: 'warning',
  nodes: ['prod/shop/cart'],
  numbers: {},
  texts: {},
  evidence: [],
  firstSeen: NOON,
};

const dismissal = (
  parts: Partial<ProblemDismissal> = {},
): ProblemDismissal => ({
  problemId: problem.id,
  reason: 'Batch only; the night shift knows.',
  by: 'user:default/zhao',
  at: NOON,
  until: NOON + 30 * DAY,
  ...parts,
});

describe('dismissing a problem', () => {
  it.each([
    [{ reason: '  ' }, 'needs a reason'],
    [{ reason: 'x'.repeat(501) }, '501 characters'],
    [{ until: NOON }, 'still to come'],
    [{ until: NaN }, 'still to come'],
    [{ until: NOON + 400 * DAY }, 'within a year'],
  ])('refuses %j', (parts, why) => {
    expect(() => dismissalOf(dismissal(parts))).toThrow(why);
  });

  it('keeps the reason without the blanks around it', () => {
    expect(dismissalOf(dismissal({ reason: ' fine ' })).reason).toBe('fine');
  });

  it('holds until its day, and not a moment longer', () => {
    const at = (now: number) =>
      withDismissals([problem], [dismissal()], now)[0].dismissed?.by;
    expect(at(NOON + 29 * DAY)).toBe('user:default/zhao');
    expect(at(NOON + 30 * DAY)).toBeUndefined();
  });

  it('is of its own problem alone', () => {
    expect(
      withDismissals([problem], [dismissal({ problemId: 'HP02' })], NOON)[0],
    ).toEqual(problem);
  });

  it('of several, the latest holds, in whatever order they come', () => {
    const both = [
      dismissal({ at: NOON + 2, reason: 'second' }),
      dismissal({ at: NOON + 1, reason: 'first' }),
    ];
    expect(withDismissals([problem], both, NOON + 3)[0].dismissed?.reason).toBe(
      'second',
    );
  });

  it('ends when a later one ends', () => {
    const both = [dismissal(), dismissal({ at: NOON + 1, until: NOON + 2 })];
    expect(
      withDismissals([problem], both, NOON + 3)[0].dismissed,
    ).toBeUndefined();
  });
});
