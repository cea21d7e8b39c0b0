import type { GroupNode } from '../types';
import type { Placement } from '../model/placement';
import { EMPTY } from '../model/placement';
import type { Arrangement } from './arrange';

/** Device pixels of the content. */
export interface PixelRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What lies under a point. */
export type Hit =
  | { type: 'cell'; leaf: number; cell: number; node: GroupNode }
  | { type: 'group'; node: GroupNode }
  | { type: 'ground' };

/** Where a cell is drawn, without the line between cells. */
export function cellRect(
  arrangement: Arrangement,
  placement: Placement,
  leaf: number,
  cell: number,
): PixelRect {
  const { pitch, leafCols, leafX, leafY } = arrangement;
  const position = cell - placement.start[leaf];
  const cols = leafCols[leaf];
  return {
    x: leafX[leaf] + (position % cols) * pitch,
    y: leafY[leaf] + Math.floor(position / cols) * pitch,
    width: pitch,
    height: pitch,
  };
}

export function nodeRect(arrangement: Arrangement, node: GroupNode): PixelRect {
  const [x, y, width, height] = arrangement.rects.subarray(
    node.index * 4,
    node.index * 4 + 4,
  );
  return { x, y, width, height };
}

function contains(rect: PixelRect, x: number, y: number): boolean {
  return (
    x >= rect.x &&
    y >= rect.y &&
    x < rect.x + rect.width &&
    y < rect.y + rect.height
  );
}

/**
 * The inverse of the layout: from the root downwards into the group that holds
 * the point, then by division to the cell. No pixel is read back.
 */
export function hitTest(
  arrangement: Arrangement,
  placement: Placement,
  roots: readonly GroupNode[],
  x: number,
  y: number,
): Hit {
  let node: GroupNode | undefined;
  let candidates = roots;
  for (;;) {
    const inside = candidates.find(child =>
      contains(nodeRect(arrangement, child), x, y),
    );
    if (!inside) {
      break;
    }
    node = inside;
    candidates = inside.children;
  }
  if (!node) {
    return { type: 'ground' };
  }
  if (node.leaf < 0) {
    return { type: 'group', node };
  }
  const { leaf } = node;
  const { pitch, leafX, leafY, leafCols } = arrangement;
  const col = Math.floor((x - leafX[leaf]) / pitch);
  const row = Math.floor((y - leafY[leaf]) / pitch);
  const position = row * leafCols[leaf] + col;
  if (
    col < 0 ||
    row < 0 ||
    col >= leafCols[leaf] ||
    position >= placement.used[leaf]
  ) {
    return { type: 'group', node };
  }
  const cell = placement.start[leaf] + position;
  return placement.slotOfCell[cell] === EMPTY
    ? { type: 'group', node }
    : { type: 'cell', leaf, cell, node };
}

/** Cells whose squares touch a rectangle, for selecting with a frame. */
export function cellsIn(
  arrangement: Arrangement,
  placement: Placement,
  leaves: readonly GroupNode[],
  area: PixelRect,
): number[] {
  const { pitch, leafX, leafY, leafCols } = arrangement;
  const cells: number[] = [];
  for (const { leaf } of leaves) {
    const from = (value: number, origin: number) =>
      Math.floor((value - origin) / pitch);
    const firstCol = Math.max(0, from(area.x, leafX[leaf]));
    const lastCol = Math.min(
      leafCols[leaf] - 1,
      from(area.x + area.width, leafX[leaf]),
    );
    const firstRow = Math.max(0, from(area.y, leafY[leaf]));
    const rows = Math.ceil(placement.used[leaf] / leafCols[leaf]);
    const lastRow = Math.min(rows - 1, from(area.y + area.height, leafY[leaf]));
    for (let row = firstRow; row <= lastRow; row++) {
      for (let col = firstCol; col <= lastCol; col++) {
        const position = row * leafCols[leaf] + col;
        const cell = placement.start[leaf] + position;
        if (
          position < placement.used[leaf] &&
          placement.slotOfCell[cell] !== EMPTY
        ) {
          cells.push(cell);
        }
      }
    }
  }
  return cells;
}
