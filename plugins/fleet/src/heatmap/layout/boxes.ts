import type { GroupNode } from '../types';
import type { LayoutMetrics } from './metrics';

/**
 * The structure of a picture: who stands beside whom, how many columns each
 * block has. It holds no positions: those follow from the pitch by `arrange`,
 * so zooming never re-decides anything.
 */
export interface BlockBox {
  kind: 'block';
  node: GroupNode;
  cols: number;
  rows: number;
}

export interface FrameBox {
  kind: 'frame';
  /** Absent for the root, which has no border and no header. */
  node?: GroupNode;
  shelves: Shelf[];
  /** Outer width at the pitch that it was packed for. */
  fittedWidth: number;
  /** Fixed extra width that makes it fill `fittedWidth` at that pitch. */
  slackX: number;
  /** Fixed extra height below the shelves. */
  slackY: number;
}

export type Box = BlockBox | FrameBox;

/** Boxes side by side. */
export interface Shelf {
  boxes: Box[];
  /** Between two boxes. */
  gapX: number;
  /** Between this shelf and the one above, beside the normal gap. */
  slackY: number;
}

/** What the packers need to know about the groups. */
export interface PackInput {
  /** Cells that a leaf needs, gaps included. */
  cellsOf(node: GroupNode): number;
  /** Width of a header that shows name and count, in device pixels. */
  labelWidth(node: GroupNode): number;
  metrics: LayoutMetrics;
  /** Device pixels per cell; a fraction where cells merge. */
  pitch: number;
  /** Cells merge in squares of this many columns and rows; a power of two. */
  merge: number;
  /** How much shortened headers count against a structure, 0 to 1. */
  labelWeight: number;
}

/** A candidate structure with what it costs. */
export interface Packed {
  shelves: Shelf[];
  height: number;
  /** Headers that had to be shortened, each as the share that is missing. */
  loss: number;
}

/** Height of a candidate, and what its shortened headers are worth, in device pixels. */
export function packingCost(
  { height, loss }: Packed,
  { metrics, labelWeight }: PackInput,
): number {
  return height + labelWeight * loss * LOST_HEADER * metrics.blockHeader;
}

/** A header that is not shown costs as much as this many headers in height. */
const LOST_HEADER = 1.5;

/**
 * Squares merge so that what is drawn is at least `minPitch` wide. Powers of
 * two, so that a coarser square always consists of whole finer ones.
 */
export function mergeFor(pitch: number, minPitch: number): number {
  return pitch >= minPitch ? 1 : 2 ** Math.ceil(Math.log2(minPitch / pitch));
}

export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/**
 * Cuts a list into `count` runs of similar weight, in order. Runs may be fewer
 * when single items are heavy.
 */
export function cutIntoRuns<T>(
  items: readonly T[],
  weight: (item: T) => number,
  count: number,
) {
  const total = items.reduce((sum, item) => sum + weight(item), 0) || 1;
  const runs: T[][] = [];
  let before = 0;
  let last = -1;
  for (const item of items) {
    const middle = before + weight(item) / 2;
    const run = Math.min(count - 1, Math.floor((middle / total) * count));
    if (run !== last) {
      runs.push([]);
      last = run;
    }
    runs[runs.length - 1].push(item);
    before += weight(item);
  }
  return runs;
}

/** All ways to cut a list into runs, in order: 2ⁿ⁻¹ of them. */
export function allRuns<T>(items: readonly T[]): T[][][] {
  const ways: T[][][] = [];
  for (let cuts = 0; cuts < 2 ** (items.length - 1); cuts++) {
    const runs: T[][] = [[items[0]]];
    items.slice(1).forEach((item, i) => {
      if ((cuts >> i) & 1) {
        runs.push([item]);
      } else {
        runs[runs.length - 1].push(item);
      }
    });
    ways.push(runs);
  }
  return ways;
}

/** 1, 2, 3 … then in growing steps: enough candidates to find a good one, few enough to try all. */
export function candidateCounts(max: number): number[] {
  const counts: number[] = [];
  for (
    let count = 1;
    count <= max;
    count = Math.max(count + 1, Math.floor(count * 1.25))
  ) {
    counts.push(count);
  }
  return counts;
}
