import { ReadingPace } from './ReadingPace';

const pauses = (refreshMs: number, found: number[]) => {
  const pace = new ReadingPace(refreshMs);
  return found.map(entities => pace.next(entities));
};

describe('the pauses between readings of the catalog', () => {
  it('double while it stays empty', () => {
    expect(pauses(60_000, [0, 0, 0, 0, 0, 0])).toEqual([
      5_000, 10_000, 20_000, 40_000, 60_000, 60_000,
    ]);
  });

  it('are short while it fills', () => {
    expect(pauses(60_000, [0, 0, 10, 400, 400])).toEqual([
      5_000, 10_000, 5_000, 5_000, 10_000,
    ]);
  });

  it('are the configured ones after a while, however much it grows', () => {
    const found = Array.from({ length: 30 }, (_, index) => index);
    const all = pauses(60_000, found);
    expect(all.filter(pause => pause < 60_000)).toHaveLength(17);
    expect(all.slice(17).every(pause => pause === 60_000)).toBe(true);
  });

  it('are never longer than the configured ones', () => {
    expect(pauses(7_000, [0, 0, 0])).toEqual([5_000, 7_000, 7_000]);
  });
});
