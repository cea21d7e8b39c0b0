import type { FocusDirection, GroupNode } from '../types';
import type { Grouping } from '../model/grouping';
import { EMPTY, type Placement } from '../model/placement';
import type { Arrangement } from './arrange';
import { nodeRect } from './hitTest';

/** What the keyboard walks over. */
export interface Field {
  grouping: Grouping;
  placement: Placement;
  arrangement: Arrangement;
}

/** The first cell with a pod, in reading order. */
export function firstCell(field: Field): number | undefined {
  for (const { leaf } of field.grouping.leaves) {
    const cell = edgeCell(field, leaf, 1);
    if (cell !== undefined) {
      return cell;
    }
  }
  return undefined;
}

/** The cell that a key leads to; the same cell where there is none in that direction. */
export function moveFrom(
  field: Field,
  cell: number,
  direction: FocusDirection,
): number {
  return MOVES[direction](field, cell) ?? cell;
}

type Move = (field: Field, cell: number) => number | undefined;

const MOVES: Record<FocusDirection, Move> = {
  left: (field, cell) =>
    stepInLeaf(field, cell, -1) ?? nextLeaf(field, cell, -1),
  right: (field, cell) =>
    stepInLeaf(field, cell, 1) ?? nextLeaf(field, cell, 1),
  up: (field, cell) => stepRow(field, cell, -1) ?? groupBeside(field, cell, -1),
  down: (field, cell) => stepRow(field, cell, 1) ?? groupBeside(field, cell, 1),
  groupLeft: (field, cell) => nextLeaf(field, cell, -1, 1),
  groupRight: (field, cell) => nextLeaf(field, cell, 1, 1),
  groupUp: (field, cell) => groupBeside(field, cell, -1),
  groupDown: (field, cell) => groupBeside(field, cell, 1),
  clusterUp: (field, cell) => rootBeside(field, cell, -1),
  clusterDown: (field, cell) => rootBeside(field, cell, 1),
  home: (field, cell) => edgeCell(field, field.placement.leafOfCell(cell), 1),
  end: (field, cell) => edgeCell(field, field.placement.leafOfCell(cell), -1),
};

function stepInLeaf(
  { placement }: Field,
  cell: number,
  step: 1 | -1,
): number | undefined {
  const leaf = placement.leafOfCell(cell);
  const end = placement.start[leaf] + placement.used[leaf];
  for (
    let next = cell + step;
    next >= placement.start[leaf] && next < end;
    next += step
  ) {
    if (placement.slotOfCell[next] !== EMPTY) {
      return next;
    }
  }
  return undefined;
}

function stepRow(
  { placement, arrangement }: Field,
  cell: number,
  step: 1 | -1,
) {
  const leaf = placement.leafOfCell(cell);
  const stride = arrangement.leafCols[leaf] * step;
  const end = placement.start[leaf] + placement.used[leaf];
  for (
    let next = cell + stride;
    next >= placement.start[leaf] && next < end;
    next += stride
  ) {
    if (placement.slotOfCell[next] !== EMPTY) {
      return next;
    }
  }
  return undefined;
}

/** First (1) or last (-1) pod of a leaf. */
function edgeCell(
  { placement }: Field,
  leaf: number,
  from: 1 | -1,
): number | undefined {
  const start = placement.start[leaf];
  const end = start + placement.used[leaf];
  for (
    let cell = from > 0 ? start : end - 1;
    cell >= start && cell < end;
    cell += from
  ) {
    if (placement.slotOfCell[cell] !== EMPTY) {
      return cell;
    }
  }
  return undefined;
}

/** Into the neighbour in reading order: its near end, or always its first cell. */
function nextLeaf(
  field: Field,
  cell: number,
  step: 1 | -1,
  edge: 1 | -1 = step,
) {
  const { leaves } = field.grouping;
  const from = field.placement.leafOfCell(cell);
  for (
    let leaf = from + step;
    leaf >= 0 && leaf < leaves.length;
    leaf += step
  ) {
    const found = edgeCell(field, leaf, edge);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/**
 * The block above or below: the nearest one that begins beyond this one's edge,
 * by vertical distance first, then by how well it lines up.
 */
function groupBeside(
  field: Field,
  cell: number,
  dy: 1 | -1,
): number | undefined {
  const { grouping, arrangement, placement } = field;
  const own = nodeRect(
    arrangement,
    grouping.leaves[placement.leafOfCell(cell)],
  );
  const centre = own.x + own.width / 2;
  let best: { leaf: number; distance: number } | undefined;
  for (const node of grouping.leaves) {
    const rect = nodeRect(arrangement, node);
    const apart = dy > 0 ? rect.y - own.y : own.y - rect.y;
    if (apart > 0 && edgeCell(field, node.leaf, 1) !== undefined) {
      const aside = Math.max(rect.x - centre, centre - rect.x - rect.width, 0);
      const distance = apart * 4 + aside;
      if (!best || distance < best.distance) {
        best = { leaf: node.leaf, distance };
      }
    }
  }
  return best && edgeCell(field, best.leaf, 1);
}

function rootOf(node: GroupNode): GroupNode {
  return node.parent ? rootOf(node.parent) : node;
}

function rootBeside(
  field: Field,
  cell: number,
  step: 1 | -1,
): number | undefined {
  const { grouping, placement } = field;
  const own = rootOf(grouping.leaves[placement.leafOfCell(cell)]);
  const roots = grouping.roots;
  for (
    let i = roots.indexOf(own) + step;
    i >= 0 && i < roots.length;
    i += step
  ) {
    const leaf = grouping.leaves.find(
      node =>
        rootOf(node) === roots[i] &&
        edgeCell(field, node.leaf, 1) !== undefined,
    );
    if (leaf) {
      return edgeCell(field, leaf.leaf, 1);
    }
  }
  return undefined;
}

/** Next cell, wrapping around, for which `wanted` holds. */
export function nextCellWhere(
  { placement }: Field,
  from: number | undefined,
  step: 1 | -1,
  wanted: (slot: number) => boolean,
): number | undefined {
  const count = placement.slotOfCell.length;
  const origin = from ?? (step > 0 ? -1 : count);
  for (let i = 1; i <= count; i++) {
    const cell = (((origin + step * i) % count) + count) % count;
    const slot = placement.slotOfCell[cell];
    if (slot !== EMPTY && wanted(slot)) {
      return cell;
    }
  }
  return undefined;
}
