import type { GroupNode } from '../types';
import {
  candidateCounts,
  cutIntoRuns,
  type FrameBox,
  type Packed,
  type PackInput,
  type Shelf,
} from './boxes';
import { packBlocks } from './packBlocks';

const MAX_SHELF_CANDIDATES = 14;
/** A frame is never given less of a shelf than this share of an equal one. */
const MIN_SHARE = 0.35;

/** Packs whatever a node contains: leaves as blocks, inner nodes as frames. */
export function packContent(
  nodes: readonly GroupNode[],
  width: number,
  input: PackInput,
): Packed | undefined {
  if (nodes.length === 0) {
    return { shelves: [], height: 0, penalty: 0 };
  }
  return nodes.every(node => node.leaf >= 0)
    ? packBlocks(nodes, width, input)
    : packFrames(nodes, width, input);
}

/** Full-width frames, or side by side where they are small; always in order. */
function packFrames(
  nodes: readonly GroupNode[],
  width: number,
  input: PackInput,
): Packed | undefined {
  const cells = new Map(nodes.map(node => [node, cellsBelow(node, input)]));
  const weight = (node: GroupNode) => cells.get(node) as number;
  const counts = candidateCounts(nodes.length);
  const step = Math.max(1, Math.ceil(counts.length / MAX_SHELF_CANDIDATES));
  let best: Packed | undefined;
  for (let i = 0; i < counts.length; i += step) {
    const packed = packInto(cutIntoRuns(nodes, weight, counts[i]), weight, width, input);
    if (packed && (!best || packed.height + packed.penalty < best.height + best.penalty)) {
      best = packed;
    }
  }
  return best;
}

function cellsBelow(node: GroupNode, input: PackInput): number {
  return node.leaf >= 0
    ? input.cellsOf(node)
    : node.children.reduce((sum, child) => sum + cellsBelow(child, input), 0);
}

function packInto(
  runs: GroupNode[][],
  weight: (node: GroupNode) => number,
  width: number,
  input: PackInput,
): Packed | undefined {
  const { metrics } = input;
  const packed: Packed = { shelves: [], height: 0, penalty: 0 };
  for (const run of runs) {
    const widths = shareWidth(run.map(weight), width - metrics.frameGap * (run.length - 1));
    const shelf: Shelf = { boxes: [], gapX: metrics.frameGap, slackY: 0 };
    let tallest = 0;
    for (let i = 0; i < run.length; i++) {
      const framed = packFrame(run[i], widths[i], input);
      if (!framed) {
        return undefined;
      }
      shelf.boxes.push(framed.box);
      tallest = Math.max(tallest, framed.height);
      packed.penalty += framed.penalty;
    }
    packed.shelves.push(shelf);
    packed.height += tallest;
  }
  packed.height += metrics.frameGap * (runs.length - 1);
  return packed;
}

/** Whole device pixels in proportion to the weights, with a lower bound, adding up exactly. */
function shareWidth(weights: number[], room: number): number[] {
  const least = (MIN_SHARE * room) / weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const wanted = weights.map(weight => Math.max(least, (room * weight) / total));
  const scale = room / wanted.reduce((sum, w) => sum + w, 0);
  const widths = wanted.map(w => Math.floor(w * scale));
  widths[widths.length - 1] += room - widths.reduce((sum, w) => sum + w, 0);
  return widths;
}

function packFrame(
  node: GroupNode,
  width: number,
  input: PackInput,
): { box: FrameBox; height: number; penalty: number } | undefined {
  const { metrics, labelWeight } = input;
  // A leaf among frames, as where one cluster has no groups below, gets a frame of its own.
  const children = node.leaf >= 0 ? [node] : node.children;
  const inner = width - 2 * metrics.framePad;
  const content = inner > 0 ? packContent(children, inner, input) : undefined;
  if (!content) {
    return undefined;
  }
  const short = Math.max(0, 1 - inner / Math.max(1, input.labelWidth(node)));
  return {
    box: { kind: 'frame', node, shelves: content.shelves, fittedWidth: width, slackX: 0 },
    height: metrics.frameHeader + content.height + metrics.framePad,
    penalty: content.penalty + labelWeight * short * 2 * metrics.frameHeader,
  };
}
