import { finish, type Sliced } from '../slices';
import type { GroupNode } from '../types';
import { measureBox, type Size } from './arrange';
import {
  mergeFor,
  type Box,
  type FrameBox,
  type Packed,
  type PackInput,
} from './boxes';
import { withoutBlockHeaders, type LayoutMetrics } from './metrics';
import { areStrips, packRoots } from './packFrames';

export interface FitInput {
  roots: readonly GroupNode[];
  cellsOf(node: GroupNode): number;
  labelWidth(node: GroupNode): number;
  /** Device pixels. */
  width: number;
  height: number;
  metrics: LayoutMetrics;
  /** Data changed, nothing else: do not look for larger cells than these, so that little moves. */
  atMost?: number;
}

/** A structure, and the largest pitch at which all of it is visible. */
export interface Fitted {
  root: FrameBox;
  pitch: number;
  metrics: LayoutMetrics;
}

/** Below one device pixel a square of 2ᵏ × 2ᵏ cells shares one drawn cell. */
const FRACTIONS = [1 / 2, 1 / 4, 1 / 8];
/** Nice headers first; where they do not fit, room for cells is worth more. */
const LABEL_WEIGHTS = [1, 0.4, 0];
/** Pitches below the first fitting one that are compared with it. */
const SMALLER_TRIED = 2;
/** Headers go when cells could be this much larger without them. */
const HEADERLESS_GAIN = 1.6;
/** While headers need less than this share of the area, nobody asks whether to drop them. */
const HEADER_SHARE = 0.15;
/** Some milliseconds of measuring. */
const LABELS_A_STEP = 100;
/** Fewer headers never save this much height. */
const HOPELESS = 1.4;

/**
 * Chooses the largest whole pitch at which everything fits. When not even the
 * smallest fits, the result is higher than the viewport and must be panned.
 */
export function fitLayout(input: FitInput): Fitted {
  return finish(fitInSlices(input));
}

/** `fitLayout`, resting after every candidate. */
export function* fitInSlices(input: FitInput): Sliced<Fitted> {
  const { width, height } = input;
  const metrics = metricsFor(input);
  const cached = { ...input, ...remember(input) };
  const headers =
    leavesOf(input.roots) * metrics.blockMinWidth * metrics.blockHeader;
  if (headers < HEADER_SHARE * width * height) {
    const headed = yield* fitWith(cached, metrics, LABEL_WEIGHTS, 0);
    return headed ?? (yield* panned(cached, metrics));
  }
  // Many small groups: how large could cells be without headers, and do headers cost too much?
  const bareMetrics = withoutBlockHeaders(metrics);
  const bare =
    (yield* fitWith(cached, bareMetrics, [0], 0)) ??
    (yield* panned(cached, bareMetrics));
  const floor = Math.min(metrics.maxPitch, bare.pitch) / HEADERLESS_GAIN;
  return (yield* fitWith(cached, metrics, LABEL_WEIGHTS, floor)) ?? bare;
}

/** A strip without groups inside is its own only block: one header is enough. */
function metricsFor({ roots, metrics }: FitInput): LayoutMetrics {
  return areStrips(roots, metrics) && roots.every(root => root.leaf >= 0)
    ? { ...metrics, blockHeader: 0 }
    : metrics;
}

/** Both questions are asked for every candidate; measuring text once is enough. */
function remember({
  cellsOf,
  labelWidth,
}: FitInput): Pick<FitInput, 'cellsOf' | 'labelWidth'> {
  const cells: number[] = [];
  const widths: number[] = [];
  return {
    cellsOf: node => (cells[node.index] ??= cellsOf(node)),
    labelWidth: node => (widths[node.index] ??= labelWidth(node)),
  };
}

function leavesOf(nodes: readonly GroupNode[]): number {
  return nodes.reduce(
    (sum, node) => sum + (node.leaf >= 0 ? 1 : leavesOf(node.children)),
    0,
  );
}

interface Candidate {
  packed: Packed;
  pitch: number;
}

/** Measuring is slow where texts are long: done beforehand, it can rest in between. */
function* measureLabels(
  nodes: readonly GroupNode[],
  labelWidth: FitInput['labelWidth'],
): Sliced<void> {
  for (const node of nodes) {
    if (node.leaf >= 0) {
      labelWidth(node);
      if (node.leaf % LABELS_A_STEP === 0) {
        yield;
      }
    } else {
      yield* measureLabels(node.children, labelWidth);
    }
  }
}

/**
 * Goes down from the largest pitch. What fits first is not always best: one
 * device pixel less may save half of the names, so the next two are looked at.
 */
function* fitWith(
  input: FitInput,
  metrics: LayoutMetrics,
  labelWeights: readonly number[],
  floor: number,
): Sliced<Fitted | undefined> {
  const names = leavesOf(input.roots);
  let best: Candidate | undefined;
  let after = 0;
  if (metrics.blockHeader > 0 && canFit(input, metrics, floor)) {
    yield* measureLabels(input.roots, input.labelWidth);
  }
  for (const pitch of pitchesToTry(input, metrics)) {
    const found =
      pitch >= floor
        ? yield* packAt(input, metrics, labelWeights, pitch)
        : undefined;
    if (found && (!best || worth(found, names) > worth(best, names))) {
      best = found;
    }
    after += best ? 1 : 0;
    const readable = best && best.packed.loss < 0.05 * names;
    if (
      readable ||
      after > SMALLER_TRIED ||
      pitch < floor ||
      (best && pitch <= metrics.minPitch)
    ) {
      break;
    }
  }
  return best && settle(best.packed, best.pitch, input, metrics);
}

/** The candidate with the best headers that fits at a pitch. */
function* packAt(
  input: FitInput,
  metrics: LayoutMetrics,
  labelWeights: readonly number[],
  pitch: number,
): Sliced<Candidate | undefined> {
  if (!canFit(input, metrics, pitch)) {
    return undefined;
  }
  for (const labelWeight of labelWeights) {
    const pack = packInput(input, metrics, pitch, labelWeight);
    const packed = yield* packRoots(input.roots, input.width, pack);
    if (!packed) {
      return undefined;
    }
    if (packed.height <= input.height) {
      return { packed, pitch };
    }
    if (packed.height > input.height * HOPELESS) {
      return undefined;
    }
  }
  return undefined;
}

function canFit(
  input: FitInput,
  metrics: LayoutMetrics,
  pitch: number,
): boolean {
  return leastArea(input, metrics, pitch) <= input.width * input.height;
}

/** No packing needs less: every block at its cells, and its header at the least width. */
function leastArea(
  { roots, cellsOf }: FitInput,
  { blockMinWidth, blockHeader }: LayoutMetrics,
  pitch: number,
): number {
  const areaOf = (nodes: readonly GroupNode[]): number =>
    nodes.reduce(
      (sum, node) =>
        sum +
        (node.leaf >= 0
          ? cellsOf(node) * pitch * pitch + blockMinWidth * blockHeader
          : areaOf(node.children)),
      0,
    );
  return areaOf(roots);
}

/** Nothing fits: the smallest pitch at which there is any structure, to be panned. */
function* panned(input: FitInput, metrics: LayoutMetrics): Sliced<Fitted> {
  for (const pitch of [metrics.minPitch, ...FRACTIONS]) {
    const packed = yield* packRoots(
      input.roots,
      input.width,
      packInput(input, metrics, pitch, 0),
    );
    if (packed) {
      return settle(packed, pitch, input, metrics);
    }
  }
  const shelves = stacked(input.roots);
  return settle(
    { shelves, height: 0, loss: 0 },
    metrics.minPitch,
    input,
    metrics,
  );
}

/** Size of the cells, less what the lost part of the names is worth. */
function worth({ packed, pitch }: Candidate, names: number): number {
  return pitch * (1 - 0.8 * Math.min(1, packed.loss / Math.max(1, names)));
}

function packInput(
  { cellsOf, labelWidth }: FitInput,
  metrics: LayoutMetrics,
  pitch: number,
  labelWeight: number,
): PackInput {
  const merge = mergeFor(pitch, metrics.minPitch);
  return { cellsOf, labelWidth, metrics, pitch, merge, labelWeight };
}

/** From just above what the area allows downwards: larger pitches cannot fit. */
function pitchesToTry(input: FitInput, metrics: LayoutMetrics): number[] {
  const { roots, width, height, cellsOf, atMost = Infinity } = input;
  const count = (node: GroupNode): number =>
    node.leaf >= 0
      ? cellsOf(node)
      : node.children.reduce((sum, child) => sum + count(child), 0);
  const cells = roots.reduce((sum, node) => sum + count(node), 0);
  const bound = Math.ceil(Math.sqrt((width * height) / Math.max(1, cells)));
  const pitches: number[] = [];
  for (
    let pitch = Math.min(metrics.maxPitch, Math.max(1, bound));
    pitch >= 1;
    pitch--
  ) {
    pitches.push(pitch);
  }
  const all = [...pitches, ...FRACTIONS];
  const allowed = all.filter(pitch => pitch <= atMost);
  return allowed.length ? allowed : all.slice(-1);
}

/** A viewport narrower than any header: one frame below the other, to be panned. */
function stacked(roots: readonly GroupNode[]): Packed['shelves'] {
  const box = (node: GroupNode): Box =>
    node.leaf >= 0
      ? { kind: 'block', node, cols: 8, rows: Math.ceil(node.total / 8) || 1 }
      : {
          kind: 'frame',
          node,
          fittedWidth: 0,
          slackX: 0,
          slackY: 0,
          shelves: stacked(node.children),
        };
  return roots.map(node => ({ boxes: [box(node)], gapX: 0, slackY: 0 }));
}

/** Lets frames reach the right border and spreads what height is left over the shelves. */
function settle(
  packed: Packed,
  pitch: number,
  input: FitInput,
  metrics: LayoutMetrics,
): Fitted {
  const root: FrameBox = {
    kind: 'frame',
    shelves: packed.shelves,
    fittedWidth: input.width,
    slackX: 0,
    slackY: 0,
  };
  fillWidth(root, pitch, metrics);
  spreadHeight(root, input.height, pitch, metrics);
  return { root, pitch, metrics };
}

/**
 * Spends spare height: between the shelves of a frame first, then below them,
 * so that frames side by side are equally full and the last one ends at the
 * lower border.
 */
function spreadHeight(
  frame: FrameBox,
  height: number,
  pitch: number,
  metrics: LayoutMetrics,
): void {
  const sizes = new Map<Box, Size>();
  const spare = height - measureBox(frame, pitch, metrics, sizes).height;
  const shelves = frame.shelves;
  if (spare <= 0 || shelves.length === 0) {
    return;
  }
  if (!shelves.some(shelf => shelf.boxes.some(isFrame))) {
    const slack = Math.min(
      metrics.maxSlackY,
      Math.floor(spare / shelves.length),
    );
    shelves.slice(1).forEach(shelf => {
      shelf.slackY = slack;
    });
    frame.slackY = spare - slack * (shelves.length - 1);
    return;
  }
  const share = Math.min(metrics.maxGrowth, Math.floor(spare / shelves.length));
  for (const shelf of shelves) {
    const tallest = Math.max(
      ...shelf.boxes.map(box => (sizes.get(box) as Size).height),
    );
    shelf.boxes
      .filter(isFrame)
      .forEach(box => spreadHeight(box, tallest + share, pitch, metrics));
  }
}

/** Turns the width that a frame was packed for into fixed slack, inner frames first. */
function fillWidth(
  frame: FrameBox,
  pitch: number,
  metrics: LayoutMetrics,
): void {
  for (const shelf of frame.shelves) {
    shelf.boxes.filter(isFrame).forEach(box => fillWidth(box, pitch, metrics));
  }
  const { width } = measureBox(frame, pitch, metrics, new Map<Box, Size>());
  frame.slackX = Math.max(0, frame.fittedWidth - width);
}

function isFrame(box: Box): box is FrameBox {
  return box.kind === 'frame';
}
