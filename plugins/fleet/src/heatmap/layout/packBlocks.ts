import type { Sliced } from '../slices';
import type { GroupNode } from '../types';
import {
  candidateCounts,
  cutIntoRuns,
  packingCost,
  roundUp,
  type BlockBox,
  type Packed,
  type PackInput,
} from './boxes';

/** More shelves only get higher: once this many device pixels above the best, nothing better comes. */
const HOPELESS = 64;

/**
 * Packs leaves into shelves of equal block height, in their order, as few
 * device pixels high as possible; shortened headers count against a packing.
 */
export function* packBlocks(
  nodes: readonly GroupNode[],
  width: number,
  input: PackInput,
): Sliced<Packed | undefined> {
  let best: Packed | undefined;
  for (const count of candidateCounts(nodes.length)) {
    yield;
    const packed = packInto(nodes, width, input, count);
    if (
      packed &&
      (!best || packingCost(packed, input) < packingCost(best, input))
    ) {
      best = packed;
    } else if (
      best &&
      packed &&
      packed.height > packingCost(best, input) + HOPELESS
    ) {
      break;
    }
  }
  return best;
}

function packInto(
  nodes: readonly GroupNode[],
  width: number,
  input: PackInput,
  count: number,
): Packed | undefined {
  const { metrics, pitch } = input;
  const minCells = metrics.blockMinWidth / pitch;
  const runs = cutIntoRuns(
    nodes,
    node => input.cellsOf(node) + minCells,
    count,
  );
  const packed: Packed = { shelves: [], height: 0, loss: 0 };
  for (const run of runs) {
    const blocks = shapeShelf(run, width, input);
    if (!blocks) {
      return undefined;
    }
    const widths = blocks.map(block => blockWidth(block, input));
    const rows = Math.max(...blocks.map(block => block.rows));
    const spare =
      width - widths.reduce((sum, w) => sum + w, 0) - gaps(run, input);
    const slack = Math.min(
      metrics.maxSlackX,
      Math.floor(spare / Math.max(1, run.length - 1)),
    );
    const gapX = metrics.blockGapX + Math.max(0, slack);
    packed.shelves.push({ boxes: blocks, gapX, slackY: 0 });
    packed.height += metrics.blockHeader + rows * pitch;
    if (metrics.blockHeader > 0) {
      blocks.forEach((block, i) => {
        const wanted = Math.max(1, input.labelWidth(block.node));
        packed.loss += Math.max(0, 1 - (widths[i] + gapX) / wanted);
      });
    }
  }
  packed.height += metrics.blockGapY * (packed.shelves.length - 1);
  return packed;
}

function gaps(run: readonly GroupNode[], { metrics }: PackInput): number {
  return metrics.blockGapX * (run.length - 1);
}

export function blockWidth(
  block: BlockBox,
  { metrics, pitch }: PackInput,
): number {
  return Math.max(block.cols * pitch, metrics.blockMinWidth);
}

/** Fewest rows with which all blocks of a shelf fit beside each other. */
function shapeShelf(
  run: readonly GroupNode[],
  width: number,
  input: PackInput,
): BlockBox[] | undefined {
  const { pitch, merge, metrics } = input;
  const room = width - gaps(run, input);
  const cells = run.map(node => Math.max(1, input.cellsOf(node)));
  const narrowest = Math.max(merge * pitch, metrics.blockMinWidth);
  if (room < narrowest * run.length) {
    return undefined;
  }
  const minCols = Math.max(
    merge,
    Math.floor(metrics.blockMinWidth / pitch / merge) * merge,
  );
  const colsFor = (count: number, rows: number) =>
    Math.max(
      roundUp(Math.ceil(count / rows), merge),
      Math.min(minCols, roundUp(count, merge)),
    );
  const fits = (rows: number) => {
    let used = 0;
    for (const count of cells) {
      used += Math.max(colsFor(count, rows) * pitch, metrics.blockMinWidth);
    }
    return used <= room;
  };
  const rows = fewestRows(cells, Math.floor(room / pitch), merge, fits);
  return rows === undefined
    ? undefined
    : run.map((node, i): BlockBox => {
        const cols = colsFor(cells[i], rows);
        return {
          kind: 'block',
          node,
          cols,
          rows: roundUp(Math.ceil(cells[i] / cols), merge),
        };
      });
}

/** Gallops up from what the area allows, then halves: more rows never need more width. */
function fewestRows(
  cells: readonly number[],
  roomCols: number,
  merge: number,
  fits: (rows: number) => boolean,
): number | undefined {
  const total = cells.reduce((sum, count) => sum + count, 0);
  const most = roundUp(Math.max(...cells), merge);
  let low = Math.max(
    1,
    Math.ceil(Math.ceil(total / Math.max(1, roomCols)) / merge),
  );
  if (fits(low * merge)) {
    return low * merge;
  }
  let step = 1;
  while (!fits((low + step) * merge)) {
    if ((low + step) * merge > most) {
      return undefined;
    }
    low += step;
    step *= 2;
  }
  let high = low + step;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle * merge)) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return high * merge;
}
