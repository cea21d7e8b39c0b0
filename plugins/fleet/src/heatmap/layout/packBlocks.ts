import type { GroupNode } from '../types';
import {
  candidateCounts,
  cutIntoRuns,
  roundUp,
  type BlockBox,
  type Packed,
  type PackInput,
} from './boxes';

/** Weight of a completely shortened header, in headers. */
const LABEL_PENALTY = 4;

/**
 * Packs leaves into shelves of equal block height, in their order, as few
 * device pixels high as possible; shortened headers count against a packing.
 */
export function packBlocks(
  nodes: readonly GroupNode[],
  width: number,
  input: PackInput,
): Packed | undefined {
  let best: Packed | undefined;
  for (const count of candidateCounts(nodes.length)) {
    const packed = packInto(nodes, width, input, count);
    if (packed && (!best || cost(packed) < cost(best))) {
      best = packed;
    } else if (best && packed && packed.height > best.height + 4 * input.metrics.blockHeader + 64) {
      break;
    }
  }
  return best;
}

function cost(packed: Packed): number {
  return packed.height + packed.penalty;
}

function packInto(
  nodes: readonly GroupNode[],
  width: number,
  input: PackInput,
  count: number,
): Packed | undefined {
  const { metrics, pitch, labelWeight } = input;
  const minCells = metrics.blockMinWidth / pitch;
  const runs = cutIntoRuns(nodes, node => input.cellsOf(node) + minCells, count);
  const packed: Packed = { shelves: [], height: 0, penalty: 0 };
  for (const run of runs) {
    const blocks = shapeShelf(run, width, input);
    if (!blocks) {
      return undefined;
    }
    const widths = blocks.map(block => blockWidth(block, input));
    const rows = Math.max(...blocks.map(block => block.rows));
    const spare = width - widths.reduce((sum, w) => sum + w, 0) - gaps(run, input);
    const slack = Math.min(metrics.maxSlackX, Math.floor(spare / Math.max(1, run.length - 1)));
    const gapX = metrics.blockGapX + Math.max(0, slack);
    packed.shelves.push({ boxes: blocks, gapX, slackY: 0 });
    packed.height += metrics.blockHeader + rows * pitch;
    const missing = blocks.reduce((sum, block, i) => {
      const wanted = input.labelWidth(block.node);
      return sum + Math.max(0, 1 - (widths[i] + gapX) / Math.max(1, wanted));
    }, 0);
    packed.penalty +=
      labelWeight * LABEL_PENALTY * (missing / nodes.length) * 1.5 * metrics.blockHeader;
  }
  packed.height += metrics.blockGapY * (packed.shelves.length - 1);
  return packed;
}

function gaps(run: readonly GroupNode[], { metrics }: PackInput): number {
  return metrics.blockGapX * (run.length - 1);
}

export function blockWidth(block: BlockBox, { metrics, pitch }: PackInput): number {
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
  const most = Math.max(...cells);
  const total = cells.reduce((sum, count) => sum + count, 0);
  const minCols = Math.max(merge, Math.floor(metrics.blockMinWidth / pitch / merge) * merge);
  let rows = roundUp(Math.ceil(total / Math.max(1, Math.floor(room / pitch))), merge);
  for (;;) {
    const height = rows;
    const blocks = run.map((node, i): BlockBox => {
      const needed = roundUp(Math.ceil(cells[i] / height), merge);
      const cols = Math.max(needed, Math.min(minCols, roundUp(cells[i], merge)));
      return { kind: 'block', node, cols, rows: roundUp(Math.ceil(cells[i] / cols), merge) };
    });
    const used = blocks.reduce((sum, block) => sum + blockWidth(block, input), 0);
    if (used <= room) {
      return blocks;
    }
    if (rows > most) {
      return undefined;
    }
    rows = roundUp(rows + Math.max(1, Math.floor(rows * 0.02)), merge);
  }
}
