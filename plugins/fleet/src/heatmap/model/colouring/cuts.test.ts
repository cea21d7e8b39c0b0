import fc from 'fast-check';
import { COLOURING_IDS } from '../../types';
import { cutUnitOf, formatCuts, parseCuts } from './cuts';

describe('own cuts of a colouring', () => {
  it.each([
    ['mem.limit', '50%,70%,80%,95%', [0.5, 0.7, 0.8, 0.95]],
    ['mem.limit', '50, 70, 80, 95', [0.5, 0.7, 0.8, 0.95]],
    ['age', '30s,5m,2h,7d', [30, 300, 7200, 604_800]],
    ['cpu', '100m,0.5,1,2', [100, 500, 1000, 2000]],
    ['mem', '128Mi,512Mi,1Gi,4Gi', [2 ** 27, 2 ** 29, 2 ** 30, 2 ** 32]],
    ['restarts', '1,3,10,50', [1, 3, 10, 50]],
  ] as const)('reads %s from “%s”', (id, text, cuts) => {
    const read = parseCuts(id, text) ?? [];
    expect(read).toHaveLength(4);
    read.forEach((cut, i) => expect(cut).toBeCloseTo(cuts[i], 10));
  });

  it.each([
    ['too few', 'mem.limit', '50%,70%'],
    ['not ascending', 'mem.limit', '50%,50%,80%,90%'],
    ['zero', 'restarts', '0,1,2,3'],
    ['half a restart', 'restarts', '1,1.5,2,3'],
    ['another unit', 'mem', '1h,2h,3h,4h'],
    ['no number', 'age', 'a,b,c,d'],
    ['a colouring without steps', 'state', '1,2,3,4'],
  ] as const)('keeps the usual ones for %s', (_, id, text) => {
    expect(parseCuts(id, text)).toBeUndefined();
  });

  it('reads back what it writes, for every colouring with steps', () => {
    const ids = COLOURING_IDS.filter(id => cutUnitOf(id));
    const whole = fc
      .uniqueArray(fc.integer({ min: 1, max: 90_000 }), {
        minLength: 4,
        maxLength: 4,
      })
      .map(cuts => cuts.sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.constantFrom(...ids), whole, (id, numbers) => {
        const scale = cutUnitOf(id) === 'percent' ? 0.01 : 1;
        const cuts = numbers.map(number => number * scale);
        const read = parseCuts(id, formatCuts(id, cuts)) ?? [];
        expect(read).toHaveLength(4);
        read.forEach((cut, i) => expect(cut).toBeCloseTo(cuts[i], 6));
      }),
    );
  });
});
