import fc from 'fast-check';
import { fittedRoom, grownRoom, resized } from './room';

describe('room', () => {
  it('is more than what is needed after growing, by a quarter at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e7 }), needed => {
        expect(grownRoom(needed)).toBeGreaterThan(needed);
        expect(grownRoom(needed)).toBeLessThanOrEqual(needed * 1.25 + 1);
      }),
    );
  });

  it('always holds what is used after fitting, never grows, and is not copied for little', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 64, max: 1e7 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (present, part) => {
          const used = Math.floor(present * part);
          const fitted = fittedRoom(used, present, 64);
          expect(fitted).toBeGreaterThanOrEqual(used);
          expect(fitted).toBeLessThanOrEqual(present);
          if (fitted !== present) {
            expect(present - fitted).toBeGreaterThan(present / 16);
          }
        },
      ),
    );
  });

  it('wastes less than a tenth after fitting', () => {
    for (let used = 5_000; used < 10_000; used += 7) {
      const fitted = fittedRoom(used, grownRoom(used), 64);
      expect(fitted / used).toBeLessThan(1.1);
    }
  });

  it('keeps the elements that fit', () => {
    const from = Uint32Array.of(1, 2, 3);
    expect([...resized(from, new Uint32Array(5))]).toEqual([1, 2, 3, 0, 0]);
    expect([...resized(from, new Uint32Array(2))]).toEqual([1, 2]);
  });
});
