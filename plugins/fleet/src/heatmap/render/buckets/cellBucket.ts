import type { Arrangement } from '../../layout/arrange';
import { EMPTY, type Placement } from '../../model/placement';
import { DIM, NO_CELL } from '../sprites';

/**
 * Cells as the GPU wants them: the only place that knows both the model and
 * the vertex layout. `place` is u32 leaf, u16 column, u16 row; `style` is u8
 * code, u8 variant and two bytes of padding. `place` changes with the layout,
 * `style` with every colour.
 */
export interface CellBucket {
  count: number;
  /** Columns and rows of cells that share one square. */
  merge: number;
  place: Uint32Array;
  style: Uint8Array;
}

export const PLACE_WORDS = 2;
export const STYLE_BYTES = 4;

/** What the bucket asks about a pod. */
export interface CellStyle {
  codeOf(slot: number): number;
  variantOf(slot: number): number;
  /** By code: where cells merge, the highest wins. */
  severity: Uint8Array;
}

/** One instance per cell, in cell order, so that single cells can be restyled in place. */
export function buildCells(
  placement: Placement,
  arrangement: Arrangement,
  merge: number,
  style: CellStyle,
): CellBucket {
  return merge === 1
    ? buildSingle(placement, arrangement, style)
    : buildMerged(placement, arrangement, merge, style);
}

function allocate(count: number, merge: number): CellBucket {
  return {
    count,
    merge,
    place: new Uint32Array(count * PLACE_WORDS),
    style: new Uint8Array(count * STYLE_BYTES),
  };
}

function buildSingle(
  { slotOfCell, start }: Placement,
  { leafCols }: Arrangement,
  style: CellStyle,
): CellBucket {
  const bucket = allocate(slotOfCell.length, 1);
  for (let leaf = 0; leaf + 1 < start.length; leaf++) {
    const cols = leafCols[leaf];
    let col = 0;
    let row = 0;
    for (let cell = start[leaf]; cell < start[leaf + 1]; cell++) {
      bucket.place[cell * PLACE_WORDS] = leaf;
      bucket.place[cell * PLACE_WORDS + 1] = col | (row << 16);
      writeStyle(bucket.style, cell, slotOfCell[cell], style);
      col += 1;
      if (col === cols) {
        col = 0;
        row += 1;
      }
    }
  }
  return bucket;
}

/** Writes the style of the pod in `slot` at an instance. */
export function writeStyle(
  target: Uint8Array,
  at: number,
  slot: number,
  style: CellStyle,
): void {
  target[at * STYLE_BYTES] = slot === EMPTY ? NO_CELL : style.codeOf(slot);
  target[at * STYLE_BYTES + 1] = slot === EMPTY ? 0 : style.variantOf(slot);
}

/** Squares of `merge × merge` cells, each as its worst pod; pods that match go before others. */
function buildMerged(
  placement: Placement,
  { leafCols, leafRows }: Arrangement,
  merge: number,
  style: CellStyle,
): CellBucket {
  const { start } = placement;
  let count = 0;
  for (let leaf = 0; leaf + 1 < start.length; leaf++) {
    count += squares(leafCols[leaf], leafRows[leaf], merge);
  }
  const bucket = allocate(count, merge);
  let first = 0;
  for (let leaf = 0; leaf + 1 < start.length; leaf++) {
    const across = Math.ceil(leafCols[leaf] / merge);
    const winners = worstOfSquares(
      placement,
      leaf,
      leafCols[leaf],
      leafRows[leaf],
      merge,
      style,
    );
    for (let square = 0; square < winners.length; square++) {
      const at = first + square;
      bucket.place[at * PLACE_WORDS] = leaf;
      bucket.place[at * PLACE_WORDS + 1] =
        square % across | (Math.floor(square / across) << 16);
      writeStyle(bucket.style, at, winners[square], style);
    }
    first += winners.length;
  }
  return bucket;
}

function squares(cols: number, rows: number, merge: number): number {
  return Math.ceil(cols / merge) * Math.ceil(rows / merge);
}

/** Which pod stands for a square: first those that match, then the worst. */
export function rankOf(style: CellStyle, slot: number): number {
  return (
    style.severity[style.codeOf(slot)] + (style.variantOf(slot) & DIM ? 0 : 256)
  );
}

/** Slot of the worst pod by square of a leaf. */
export function worstOfSquares(
  { slotOfCell, start, used }: Placement,
  leaf: number,
  cols: number,
  rows: number,
  merge: number,
  style: CellStyle,
): Int32Array {
  const across = Math.ceil(cols / merge);
  const winners = new Int32Array(squares(cols, rows, merge)).fill(EMPTY);
  const best = new Int16Array(winners.length).fill(-1);
  for (let position = 0; position < used[leaf]; position++) {
    const slot = slotOfCell[start[leaf] + position];
    if (slot !== EMPTY) {
      const square =
        Math.floor(Math.floor(position / cols) / merge) * across +
        Math.floor((position % cols) / merge);
      const rank = rankOf(style, slot);
      if (rank > best[square]) {
        best[square] = rank;
        winners[square] = slot;
      }
    }
  }
  return winners;
}
