import { NO_ID, PodTable } from '@panorama/plugin-fleet-common';
import fc from 'fast-check';
import { seededRandom, syntheticTable } from '../testing/syntheticTable';
import type { GroupKey } from '../types';
import { groupPods, leafIdOf } from './grouping';
import { EMPTY, Placement } from './placement';

const KEYS: GroupKey[] = ['cluster', 'node'];

/** Every leaf gets `spare` free cells. */
function place(table: PodTable, spare: number): Placement {
  const placement = new Placement(groupPods(table, KEYS), table.length);
  placement.reserve(placement.used.map(used => used + spare));
  return placement;
}

function expectOneCellEach(table: PodTable, placement: Placement): void {
  const shown = [...placement.slotOfCell]
    .filter(slot => slot !== EMPTY)
    .sort((a, b) => a - b);
  const live = [...table.live.keys()].filter(
    slot => slot < table.length && table.live[slot],
  );
  expect(shown).toEqual(live);
  for (const slot of live) {
    const cell = placement.cellOfSlot[slot];
    expect(placement.slotOfCell[cell]).toBe(slot);
    const leaf = placement.leafOfCell(cell);
    expect(placement.leafOfSlot[slot]).toBe(leaf);
    expect(placement.grouping.leaves[leaf].id).toBe(
      leafIdOf(table, KEYS, slot),
    );
  }
}

function randomChange(table: PodTable, random: () => number): number {
  const slot = Math.floor(random() * (table.length + 2));
  const row = table.row(slot) ?? table.row([...table.live].indexOf(1));
  if (row && random() < 0.4) {
    const node =
      random() < 0.1 ? NO_ID : Math.floor(random() * table.nodes.length);
    table.set(slot, { ...row, node });
  } else {
    table.delete(slot);
  }
  return slot;
}

describe('Placement', () => {
  it('gives every live pod exactly one cell of its own group under any changes', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 5, max: 60 }),
        (seed, pods) => {
          const random = seededRandom(seed);
          const table = syntheticTable(pods, seed);
          let placement = place(table, 2);
          for (let round = 0; round < 10; round++) {
            const slots = Array.from({ length: 5 }, () =>
              randomChange(table, random),
            );
            if (!placement.update(table, slots)) {
              placement = place(table, 2);
            }
            expectOneCellEach(table, placement);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('never moves a pod that stays in its group', () => {
    const random = seededRandom(7);
    const table = syntheticTable(300);
    const placement = place(table, 3);
    for (let round = 0; round < 30; round++) {
      const before = placement.cellOfSlot.slice();
      const groups = [...placement.leafOfSlot];
      const slot = randomChange(table, random);
      if (!placement.update(table, [slot])) {
        break;
      }
      before.forEach((cell, other) => {
        if (cell !== EMPTY && groups[other] === placement.leafOfSlot[other]) {
          expect(placement.cellOfSlot[other]).toBe(cell);
        }
      });
    }
  });

  it('leaves a gap for a gone pod, and fills it only when no free cell is left', () => {
    const table = syntheticTable(40);
    const placement = place(table, 1);
    const row = table.row(0);
    if (!row) {
      throw new Error('slot 0 must be live');
    }
    const gap = placement.cellOfSlot[0];
    table.delete(0);
    expect(placement.update(table, [0])).toEqual([gap]);
    expect(placement.slotOfCell[gap]).toBe(EMPTY);

    const [next, afterNext] = [table.length, table.length + 1];
    table.set(next, row);
    placement.update(table, [next]);
    expect(placement.cellOfSlot[next]).not.toBe(gap);

    table.set(afterNext, row);
    placement.update(table, [afterNext]);
    expect(placement.cellOfSlot[afterNext]).toBe(gap);

    table.set(afterNext + 1, row);
    expect(placement.update(table, [afterNext + 1])).toBeUndefined();
  });

  it('asks for a new grouping when a pod belongs to a group that does not exist', () => {
    const table = syntheticTable(40);
    const placement = place(table, 4);
    const row = table.row(0);
    const node = table.nodes.push({ cluster: 0, name: 'brand-new' }) - 1;
    table.set(0, { ...(row as NonNullable<typeof row>), node });
    expect(placement.update(table, [0])).toBeUndefined();
  });

  it('keeps positions inside groups when the layout gives them more room', () => {
    const table = syntheticTable(200);
    const placement = place(table, 0);
    const positions = [...placement.cellOfSlot].map((cell, slot) =>
      cell === EMPTY
        ? EMPTY
        : cell - placement.start[placement.leafOfSlot[slot]],
    );
    placement.reserve(placement.used.map(used => used + 9));
    positions.forEach((position, slot) => {
      if (position !== EMPTY) {
        const start = placement.start[placement.leafOfSlot[slot]];
        expect(placement.cellOfSlot[slot] - start).toBe(position);
      }
    });
  });
});
