import type { GroupNode } from '../types';
import { measureBox, type Size } from './arrange';
import { mergeFor, type Box, type FrameBox, type Packed, type PackInput } from './boxes';
import { withoutBlockHeaders, type LayoutMetrics } from './metrics';
import { packContent } from './packFrames';

export interface FitInput {
  roots: readonly GroupNode[];
  cellsOf(node: GroupNode): number;
  labelWidth(node: GroupNode): number;
  /** Device pixels. */
  width: number;
  height: number;
  metrics: LayoutMetrics;
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
/** Headers go when cells could be this much larger without them. */
const HEADERLESS_GAIN = 1.6;

/**
 * Chooses the largest whole pitch at which everything fits. When not even the
 * smallest fits, the result is higher than the viewport and must be panned.
 */
export function fitLayout(input: FitInput): Fitted {
  const headed = fitWith(input, input.metrics);
  if (headed.pitch >= input.metrics.minPitch * 1.5) {
    return headed;
  }
  const bare = fitWith(input, withoutBlockHeaders(input.metrics));
  return bare.pitch >= headed.pitch * HEADERLESS_GAIN ? bare : headed;
}

function fitWith(input: FitInput, metrics: LayoutMetrics): Fitted {
  const { roots, width, height } = input;
  const pitches = pitchesToTry(input, metrics);
  let fallback: { packed: Packed; pitch: number } | undefined;
  for (const pitch of pitches) {
    for (const labelWeight of LABEL_WEIGHTS) {
      const packed = packContent(roots, width, packInput(input, metrics, pitch, labelWeight));
      if (packed && packed.height <= height) {
        return settle(packed, pitch, input, metrics);
      }
      if (packed) {
        fallback = { packed, pitch };
      }
    }
  }
  const smallest = fallback ?? {
    packed: { shelves: stacked(roots), height: 0, penalty: 0 },
    pitch: pitches[pitches.length - 1],
  };
  return settle(smallest.packed, smallest.pitch, input, metrics);
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
function pitchesToTry({ roots, width, height, cellsOf }: FitInput, metrics: LayoutMetrics) {
  const count = (node: GroupNode): number =>
    node.leaf >= 0 ? cellsOf(node) : node.children.reduce((sum, child) => sum + count(child), 0);
  const cells = roots.reduce((sum, node) => sum + count(node), 0);
  const bound = Math.ceil(Math.sqrt((width * height) / Math.max(1, cells)));
  const pitches: number[] = [];
  for (let pitch = Math.min(metrics.maxPitch, Math.max(1, bound)); pitch >= 1; pitch--) {
    pitches.push(pitch);
  }
  return [...pitches, ...FRACTIONS];
}

/** A viewport narrower than any header: one frame below the other, to be panned. */
function stacked(roots: readonly GroupNode[]): Packed['shelves'] {
  const box = (node: GroupNode): Box =>
    node.leaf >= 0
      ? { kind: 'block', node, cols: 8, rows: Math.ceil(node.total / 8) || 1 }
      : { kind: 'frame', node, fittedWidth: 0, slackX: 0, shelves: stacked(node.children) };
  return roots.map(node => ({ boxes: [box(node)], gapX: 0, slackY: 0 }));
}

/** Lets frames reach the right border and spreads what height is left over the shelves. */
function settle(packed: Packed, pitch: number, input: FitInput, metrics: LayoutMetrics): Fitted {
  const root: FrameBox = {
    kind: 'frame',
    shelves: packed.shelves,
    fittedWidth: input.width,
    slackX: 0,
  };
  fillWidth(root, pitch, metrics);
  const { height } = measureBox(root, pitch, metrics, new Map<Box, Size>());
  spreadHeight(root, input.height - height, metrics);
  return { root, pitch, metrics };
}

function spreadHeight(frame: FrameBox, spare: number, metrics: LayoutMetrics): void {
  const inner = frame.shelves.flatMap(shelf => shelf.boxes).filter(isFrame);
  if (inner.length === 0) {
    const gaps = frame.shelves.length - 1;
    const slack = gaps > 0 ? Math.min(metrics.maxSlackY, Math.floor(spare / gaps)) : 0;
    frame.shelves.slice(1).forEach(shelf => {
      shelf.slackY = Math.max(0, slack);
    });
    return;
  }
  const deep = frame.shelves.map(shelf =>
    Math.max(1, ...shelf.boxes.filter(isFrame).map(box => box.shelves.length - 1)),
  );
  const share = spare / deep.reduce((sum, gaps) => sum + gaps, 0);
  frame.shelves.forEach((shelf, index) => {
    for (const box of shelf.boxes.filter(isFrame)) {
      spreadHeight(box, Math.floor(share * deep[index]), metrics);
    }
  });
}

/** Turns the width that a frame was packed for into fixed slack, inner frames first. */
function fillWidth(frame: FrameBox, pitch: number, metrics: LayoutMetrics): void {
  for (const shelf of frame.shelves) {
    shelf.boxes.filter(isFrame).forEach(box => fillWidth(box, pitch, metrics));
  }
  const { width } = measureBox(frame, pitch, metrics, new Map<Box, Size>());
  frame.slackX = Math.max(0, frame.fittedWidth - width);
}

function isFrame(box: Box): box is FrameBox {
  return box.kind === 'frame';
}
