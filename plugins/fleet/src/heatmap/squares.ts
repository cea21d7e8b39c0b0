import type { Arrangement } from './layout/arrange';
import type { Camera } from './layout/Camera';
import { cellRect, nodeRect, type PixelRect } from './layout/hitTest';
import { EMPTY, type Placement } from './model/placement';
import { rankOf, type CellStyle } from './render/buckets/cellBucket';
import { lineWidth } from './scene/buildScene';
import type { GroupNode } from './types';

/** Cells as they are drawn: several share a square where the pitch is small. */
export interface Squares {
  placement: Placement;
  arrangement: Arrangement;
  /** Columns and rows of cells that share a square. */
  merge: number;
  dpr: number;
}

export interface VisibleCell {
  slot: number;
  rect: PixelRect;
}

/** The square that a cell is drawn in, in device pixels of the content. */
export function squareOf(
  { placement, arrangement, merge, dpr }: Squares,
  cell: number,
): PixelRect {
  const leaf = placement.leafOfCell(cell);
  const rect = cellRect(arrangement, placement, leaf, cell);
  const square = arrangement.pitch * merge;
  const snap = (value: number, origin: number) =>
    origin + Math.floor((value - origin) / square) * square;
  const size = square - lineWidth(square, dpr);
  return {
    x: snap(rect.x, arrangement.leafX[leaf]),
    y: snap(rect.y, arrangement.leafY[leaf]),
    width: size,
    height: size,
  };
}

/** The pod that stands for the square of a cell, and how many share it. */
export function worstInSquare(
  { placement, arrangement, merge }: Squares,
  style: CellStyle,
  leaf: number,
  cell: number,
): { slot: number; pods: number } {
  const { start, used, slotOfCell } = placement;
  const cols = arrangement.leafCols[leaf];
  const position = cell - start[leaf];
  const left = Math.floor((position % cols) / merge) * merge;
  const top = Math.floor(Math.floor(position / cols) / merge) * merge;
  let best = { slot: slotOfCell[cell], rank: -1 };
  let pods = 0;
  for (let row = top; row < top + merge; row++) {
    for (let col = left; col < Math.min(cols, left + merge); col++) {
      const at = row * cols + col;
      const slot = at < used[leaf] ? slotOfCell[start[leaf] + at] : EMPTY;
      if (slot !== EMPTY) {
        pods += 1;
        const rank = rankOf(style, slot);
        best = rank > best.rank ? { slot, rank } : best;
      }
    }
  }
  return { slot: best.slot, pods };
}

/** Cells that touch the viewport. */
export function visibleCells(
  squares: Squares,
  leaves: readonly GroupNode[],
  { x, y, width, height }: Camera,
): VisibleCell[] {
  const visible = (rect: PixelRect) =>
    rect.x + x < width &&
    rect.y + y < height &&
    rect.x + rect.width + x > 0 &&
    rect.y + rect.height + y > 0;
  const { placement, arrangement } = squares;
  const cells: VisibleCell[] = [];
  for (const node of leaves) {
    const end = placement.start[node.leaf] + placement.used[node.leaf];
    const shown = visible(nodeRect(arrangement, node));
    for (let cell = placement.start[node.leaf]; shown && cell < end; cell++) {
      const slot = placement.slotOfCell[cell];
      const rect = slot === EMPTY ? undefined : squareOf(squares, cell);
      if (rect && visible(rect)) {
        cells.push({ slot, rect });
      }
    }
  }
  return cells;
}
