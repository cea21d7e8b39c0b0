import fc from 'fast-check';
import { makeTable, type SyntheticPod } from '../../testUtils/makeTable';
import { countMoves, keepOrder, orderPods } from './podOrder';

const pods: SyntheticPod[] = [
  { name: 'b-1', state: 'running', restarts: 5, createdAt: 100 },
  { name: 'a-1', state: 'crashloop', restarts: 9, createdAt: 300 },
  { name: 'c-1', state: 'failed', restarts: 0, createdAt: 200 },
];

describe('the order of the pods table', () => {
  it('puts the worst first', () => {
    const table = makeTable(pods);
    const names = orderPods(table, undefined, 'state', false).map(
      slot => table.names[slot],
    );
    expect(names).toEqual(['c-1', 'a-1', 'b-1']);
  });

  it('shows matches only', () => {
    expect(
      orderPods(makeTable(pods), Uint8Array.of(1, 0, 1), 'name', false),
    ).toEqual([0, 2]);
  });

  it('turns a column around', () => {
    const table = makeTable(pods);
    expect(orderPods(table, undefined, 'restarts', false)).toEqual([1, 0, 2]);
    expect(orderPods(table, undefined, 'restarts', true)).toEqual([2, 0, 1]);
  });

  it('never moves a row that stays, and loses or doubles none', () => {
    const slots = fc.uniqueArray(fc.nat(30));
    fc.assert(
      fc.property(slots, slots, (before, now) => {
        const kept = keepOrder(before, now);
        expect([...kept].sort((a, b) => a - b)).toEqual(
          [...now].sort((a, b) => a - b),
        );
        const staying = before.filter(slot => now.includes(slot));
        expect(kept.slice(0, staying.length)).toEqual(staying);
      }),
    );
  });

  it('counts the rows that a fresh order would move', () => {
    expect(countMoves([1, 2, 3], [1, 2, 3])).toBe(0);
    expect(countMoves([1, 2, 3], [1, 3, 2])).toBe(1);
    expect(countMoves([1, 2, 3, 4], [4, 1, 2, 3])).toBe(1);
    expect(countMoves([1, 2, 3], [3, 2, 1])).toBe(2);
  });
});
