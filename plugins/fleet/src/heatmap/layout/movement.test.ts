import { podStateCode } from '@panorama/plugin-fleet-common';
import { EMPTY } from '../model/placement';
import { layOut } from '../testing/cells';
import { syntheticTable } from '../testing/syntheticTable';
import type { FocusDirection } from '../types';
import { nodeRect } from './hitTest';
import { firstCell, moveFrom, nextCellWhere } from './movement';

const table = syntheticTable(900);
const field = layOut(table, ['cluster', 'owner'], 900, 600);
const { placement, arrangement, grouping } = field;
const leafOf = (cell: number) => placement.leafOfCell(cell);
const first = firstCell(field) as number;

function walk(direction: FocusDirection, from = first): number[] {
  const path = [from];
  for (;;) {
    const next = moveFrom(field, path[path.length - 1], direction);
    if (next === path[path.length - 1] || path.length > 2000) {
      return path;
    }
    path.push(next);
  }
}

describe('keyboard movement', () => {
  it('visits every pod once, going right', () => {
    const visited = walk('right');
    const pods = [...placement.slotOfCell.keys()].filter(
      c => placement.slotOfCell[c] !== EMPTY,
    );
    expect(visited).toEqual(pods);
  });

  it('comes back the same way, going left', () => {
    const forth = walk('right');
    expect(walk('left', forth[forth.length - 1])).toEqual([...forth].reverse());
  });

  it('goes down one row inside a group, then into a group below', () => {
    const down = walk('down');
    const cols = arrangement.leafCols[leafOf(first)];
    expect(down[1] - down[0]).toBe(cols);
    const groups = down.map(leafOf);
    const tops = groups.map(
      leaf => nodeRect(arrangement, grouping.leaves[leaf]).y,
    );
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    expect(new Set(groups).size).toBeGreaterThan(1);
  });

  it('visits every group once with ctrl and right', () => {
    expect(walk('groupRight').map(leafOf)).toEqual(
      grouping.leaves.map(node => node.leaf),
    );
  });

  it('visits every cluster once with page down', () => {
    const roots = walk('clusterDown').map(
      cell => grouping.leaves[leafOf(cell)].parent?.value,
    );
    expect(roots).toEqual(grouping.roots.map(root => root.value));
  });

  it('reaches both ends of a group', () => {
    const leaf = leafOf(first);
    const end = moveFrom(field, first, 'end');
    expect(end).toBe(placement.start[leaf] + placement.used[leaf] - 1);
    expect(moveFrom(field, end, 'home')).toBe(first);
  });

  it('steps through failing pods in both directions and around', () => {
    const failing = (slot: number) =>
      table.state[slot] <= podStateCode('imagepull');
    const all = [...placement.slotOfCell.keys()].filter(
      cell =>
        placement.slotOfCell[cell] !== EMPTY &&
        failing(placement.slotOfCell[cell]),
    );
    expect(nextCellWhere(field, undefined, 1, failing)).toBe(all[0]);
    expect(nextCellWhere(field, all[all.length - 1], 1, failing)).toBe(all[0]);
    expect(nextCellWhere(field, all[0], -1, failing)).toBe(all[all.length - 1]);
    expect(nextCellWhere(field, all[0], 1, () => false)).toBeUndefined();
  });
});
