import type { GroupNode } from '../types';
import type { Box, FrameBox } from './boxes';
import type { LayoutMetrics } from './metrics';

/** Positions of everything at one pitch, in device pixels from the content's top left corner. */
export interface Arrangement {
  pitch: number;
  width: number;
  height: number;
  /** x, y, width, height by node index; width 0 for nodes that are not drawn. */
  rects: Int32Array;
  /** Where the cells of a leaf begin. */
  leafX: Int32Array;
  leafY: Int32Array;
  leafCols: Int32Array;
  leafRows: Int32Array;
}

/** Space that a box takes beside what the pitch gives. */
export interface Size {
  width: number;
  height: number;
}

/**
 * Places a structure at a pitch. All lengths are whole: fixed ones by
 * `LayoutMetrics`, the others as whole multiples of the (merged) pitch.
 */
export function arrange(
  root: FrameBox,
  nodes: readonly GroupNode[],
  leaves: number,
  pitch: number,
  metrics: LayoutMetrics,
): Arrangement {
  const out: Arrangement = {
    pitch,
    width: 0,
    height: 0,
    rects: new Int32Array(nodes.length * 4),
    leafX: new Int32Array(leaves),
    leafY: new Int32Array(leaves),
    leafCols: new Int32Array(leaves),
    leafRows: new Int32Array(leaves),
  };
  const sizes = new Map<Box, Size>();
  const size = measureBox(root, pitch, metrics, sizes);
  out.width = size.width;
  out.height = size.height;
  placeBox(root, 0, 0, size.width, size.height, pitch, metrics, sizes, out);
  return out;
}

/** Natural size of a box and everything in it. */
export function measureBox(
  box: Box,
  pitch: number,
  metrics: LayoutMetrics,
  sizes: Map<Box, Size>,
): Size {
  let size: Size;
  if (box.kind === 'block') {
    size = {
      width: Math.max(box.cols * pitch, metrics.blockMinWidth),
      height: metrics.blockHeader + box.rows * pitch,
    };
  } else {
    size = { width: 0, height: 0 };
    box.shelves.forEach((shelf, index) => {
      const parts = shelf.boxes.map(child =>
        measureBox(child, pitch, metrics, sizes),
      );
      const width = parts.reduce((sum, part) => sum + part.width, 0);
      size.width = Math.max(
        size.width,
        width + shelf.gapX * (parts.length - 1),
      );
      size.height += Math.max(...parts.map(part => part.height));
      size.height +=
        shelf.slackY + (index > 0 ? shelfGap(metrics, shelf.boxes[0]) : 0);
    });
    size.width += box.slackX;
    size.height += box.slackY;
    if (box.node) {
      size.width += 2 * metrics.framePad;
      size.height += metrics.frameHeader + metrics.framePad;
    }
  }
  sizes.set(box, size);
  return size;
}

function shelfGap(metrics: LayoutMetrics, first: Box): number {
  return first.kind === 'frame' ? metrics.frameGap : metrics.blockGapY;
}

function placeBox(
  box: Box,
  x: number,
  y: number,
  width: number,
  height: number,
  pitch: number,
  metrics: LayoutMetrics,
  sizes: Map<Box, Size>,
  out: Arrangement,
): void {
  if (
    box.node &&
    (box.kind === 'frame' || !out.rects[box.node.index * 4 + 2])
  ) {
    out.rects.set([x, y, width, height], box.node.index * 4);
  }
  if (box.kind === 'block') {
    const { leaf } = box.node;
    out.leafX[leaf] = x;
    out.leafY[leaf] = y + metrics.blockHeader;
    out.leafCols[leaf] = box.cols;
    out.leafRows[leaf] = box.rows;
    return;
  }
  const pad = box.node ? metrics.framePad : 0;
  let top = y + (box.node ? metrics.frameHeader : 0);
  box.shelves.forEach((shelf, index) => {
    top += shelf.slackY + (index > 0 ? shelfGap(metrics, shelf.boxes[0]) : 0);
    const tallest = Math.max(
      ...shelf.boxes.map(child => (sizes.get(child) as Size).height),
    );
    let left = x + pad;
    shelf.boxes.forEach((child, place) => {
      const natural = sizes.get(child) as Size;
      const isFrame = child.kind === 'frame';
      // Frames of a shelf end at one line below and, the last one, at the right border.
      const last = isFrame && place === shelf.boxes.length - 1;
      const childWidth = last ? x + width - pad - left : natural.width;
      const childHeight = isFrame ? tallest : natural.height;
      placeBox(
        child,
        left,
        top,
        childWidth,
        childHeight,
        pitch,
        metrics,
        sizes,
        out,
      );
      left += childWidth + shelf.gapX;
    });
    top += tallest;
  });
}
