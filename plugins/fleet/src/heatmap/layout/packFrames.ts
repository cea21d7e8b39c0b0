import type { Sliced } from '../slices';
import type { GroupNode } from '../types';
import {
  allRuns,
  candidateCounts,
  cutIntoRuns,
  packingCost,
  type FrameBox,
  type Packed,
  type PackInput,
} from './boxes';
import type { LayoutMetrics } from './metrics';
import { packBlocks } from './packBlocks';

const MAX_SHELF_CANDIDATES = 14;
/** 2⁵ ways at most. */
const MAX_TRIED_COMPLETELY = 6;
/** A frame's name orients more than a block's. */
const FRAME_HEADER_WEIGHT = 3;
/** Frames with more than this share of the pods want this share of the width. */
const LARGE = 0.25;
const WIDE = 0.6;
const SQUEEZED_WEIGHT = 3;
/** A frame is never given less of a shelf than this share of an equal one. */
const MIN_SHARE = 0.35;

/** More top groups than this are no strips any more. */
const MAX_STRIPS = 12;

/** True where each top group gets the whole width, also one without groups of its own. */
export function areStrips(
  roots: readonly GroupNode[],
  { strips }: LayoutMetrics,
): boolean {
  return (
    strips &&
    roots.length > 1 &&
    roots.length <= MAX_STRIPS &&
    roots.every(root => root.key !== 'none')
  );
}

/** Packs the top of a picture. */
export function* packRoots(
  roots: readonly GroupNode[],
  width: number,
  input: PackInput,
): Sliced<Packed | undefined> {
  return areStrips(roots, input.metrics)
    ? yield* packFrames(roots, width, input, [roots.map(root => [root])])
    : yield* packContent(roots, width, input);
}

/** Packs whatever a node contains: leaves as blocks, inner nodes as frames. */
export function* packContent(
  nodes: readonly GroupNode[],
  width: number,
  input: PackInput,
): Sliced<Packed | undefined> {
  if (nodes.length === 0) {
    return { shelves: [], height: 0, loss: 0 };
  }
  return nodes.every(node => node.leaf >= 0)
    ? yield* packBlocks(nodes, width, input)
    : yield* packFrames(nodes, width, input);
}

/** Full-width frames, or side by side where they are small; always in order. */
function* packFrames(
  nodes: readonly GroupNode[],
  width: number,
  input: PackInput,
  ways?: GroupNode[][][],
): Sliced<Packed | undefined> {
  const cells = new Map(nodes.map(node => [node, cellsBelow(node, input)]));
  const weight = (node: GroupNode) => cells.get(node) as number;
  let best: Packed | undefined;
  // The same run turns up in many ways to cut; it is packed once.
  const known = new Map<string, Framed[] | undefined>();
  function* shelf(run: GroupNode[]): Sliced<Framed[] | undefined> {
    const key = `${run[0].index} ${run.length}`;
    if (!known.has(key)) {
      const room = width - input.metrics.frameGap * (run.length - 1);
      known.set(key, yield* packShelf(run, run.map(weight), room, input));
    }
    return known.get(key);
  }
  for (const runs of ways ?? waysToCut(nodes, weight)) {
    const packed = yield* packInto(runs, shelf, weight, width, input);
    if (
      packed &&
      (!best || packingCost(packed, input) < packingCost(best, input))
    ) {
      best = packed;
    }
  }
  return best;
}

/** All ways for a handful of frames, even ones for many. */
function waysToCut(
  nodes: readonly GroupNode[],
  weight: (node: GroupNode) => number,
) {
  if (nodes.length <= MAX_TRIED_COMPLETELY) {
    return allRuns(nodes);
  }
  const counts = candidateCounts(nodes.length);
  const step = Math.max(1, Math.ceil(counts.length / MAX_SHELF_CANDIDATES));
  return counts
    .filter((_, i) => i % step === 0)
    .map(count => cutIntoRuns(nodes, weight, count));
}

function cellsBelow(node: GroupNode, input: PackInput): number {
  return node.leaf >= 0
    ? input.cellsOf(node)
    : node.children.reduce((sum, child) => sum + cellsBelow(child, input), 0);
}

function* packInto(
  runs: GroupNode[][],
  shelf: (run: GroupNode[]) => Sliced<Framed[] | undefined>,
  weight: (node: GroupNode) => number,
  width: number,
  input: PackInput,
): Sliced<Packed | undefined> {
  const { metrics } = input;
  const packed: Packed = { shelves: [], height: 0, loss: 0 };
  const total = runs.flat().reduce((sum, node) => sum + weight(node), 0);
  for (const run of runs) {
    const frames = yield* shelf(run);
    if (!frames) {
      return undefined;
    }
    const boxes = frames.map(({ box }) => box);
    packed.shelves.push({ boxes, gapX: metrics.frameGap, slackY: 0 });
    packed.height += Math.max(...frames.map(({ height }) => height));
    for (const { box, loss } of frames) {
      const node = box.node as GroupNode;
      const squeezed =
        weight(node) > LARGE * total && box.fittedWidth < WIDE * width;
      packed.loss += loss + (squeezed ? SQUEEZED_WEIGHT : 0);
    }
  }
  packed.height += metrics.frameGap * (runs.length - 1);
  return packed;
}

/**
 * Frames side by side. Headers and padding weigh more in small frames, so equal
 * shares do not give equal heights: the widths are corrected once by the result.
 */
function* packShelf(
  run: GroupNode[],
  weights: number[],
  room: number,
  input: PackInput,
): Sliced<Framed[] | undefined> {
  const first = yield* packAll(run, shareWidth(weights, room), input);
  if (!first || run.length === 1) {
    return first;
  }
  const corrected = weights.map(
    (weight, i) => weight * Math.sqrt(first[i].height),
  );
  const second = yield* packAll(run, shareWidth(corrected, room), input);
  const tallest = (frames: Framed[]) =>
    Math.max(...frames.map(({ height }) => height));
  return second && tallest(second) < tallest(first) ? second : first;
}

function* packAll(
  run: GroupNode[],
  widths: number[],
  input: PackInput,
): Sliced<Framed[] | undefined> {
  const frames: Framed[] = [];
  for (let i = 0; i < run.length; i++) {
    const framed = yield* packFrame(run[i], widths[i], input);
    if (!framed) {
      return undefined;
    }
    frames.push(framed);
  }
  return frames;
}

/** Whole device pixels in proportion to the weights, with a lower bound, adding up exactly. */
function shareWidth(weights: number[], room: number): number[] {
  const least = (MIN_SHARE * room) / weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const wanted = weights.map(weight =>
    Math.max(least, (room * weight) / total),
  );
  const scale = room / wanted.reduce((sum, w) => sum + w, 0);
  const widths = wanted.map(w => Math.floor(w * scale));
  widths[widths.length - 1] += room - widths.reduce((sum, w) => sum + w, 0);
  return widths;
}

interface Framed {
  box: FrameBox;
  height: number;
  loss: number;
}

function* packFrame(
  node: GroupNode,
  width: number,
  input: PackInput,
): Sliced<Framed | undefined> {
  const { metrics } = input;
  // A leaf among frames, as where one cluster has no groups below, gets a frame of its own.
  const children = node.leaf >= 0 ? [node] : node.children;
  const inner = width - 2 * metrics.framePad;
  const content =
    inner > 0 ? yield* packContent(children, inner, input) : undefined;
  if (!content) {
    return undefined;
  }
  const short = Math.max(0, 1 - inner / Math.max(1, input.labelWidth(node)));
  return {
    box: {
      kind: 'frame',
      node,
      shelves: content.shelves,
      fittedWidth: width,
      slackX: 0,
      slackY: 0,
    },
    height: metrics.frameHeader + content.height + metrics.framePad,
    loss: content.loss + FRAME_HEADER_WEIGHT * short,
  };
}
