import { summariseFreshness, type FreshnessSource } from './freshness';

const limits = { lateAfterMs: 5000, staleAfterMs: 60_000 };
const source = (
  id: string,
  more: Partial<FreshnessSource> = {},
): FreshnessSource => ({
  id,
  label: id,
  state: 'live',
  ageMs: 1000,
  ...more,
});

describe('freshness of several sources', () => {
  it.each([
    [[source('a'), source('b')], 'live', 2, 1000],
    [[source('a'), source('b', { ageMs: 26_000 })], 'late', 1, 26_000],
    [
      [source('a', { ageMs: 26_000 }), source('b', { ageMs: 61_000 })],
      'stale',
      0,
      61_000,
    ],
    [
      [source('a'), source('b', { state: 'stale', ageMs: 240_000 })],
      'stale',
      1,
      240_000,
    ],
    [
      [source('a'), source('b', { state: 'failed', ageMs: undefined })],
      'failed',
      1,
      undefined,
    ],
    [[source('a', { ageMs: undefined })], 'reading', 0, undefined],
    [[], 'reading', 0, undefined],
  ] as const)(
    'lets the worst speak for all (%#)',
    (sources, status, fresh, oldestMs) => {
      expect(summariseFreshness(sources, limits)).toMatchObject({
        status,
        fresh,
        oldestMs,
      });
    },
  );
});
