/** Fixed lengths of the picture in whole device pixels. */
export interface LayoutMetrics {
  dpr: number;
  frameGap: number;
  framePad: number;
  frameHeader: number;
  blockHeader: number;
  blockGapX: number;
  blockGapY: number;
  /** A block is never narrower, so that a short name fits. */
  blockMinWidth: number;
  /** Pitch bounds of cells that are not merged. */
  minPitch: number;
  maxPitch: number;
  /** How far gaps may grow when there is room to spare. */
  maxSlackX: number;
  maxSlackY: number;
  /** How far a shelf of frames may grow. */
  maxGrowth: number;
  /** Top groups stand below each other, each as wide as the viewport. */
  strips: boolean;
}

/** CSS pixels below which frames beside each other would be too narrow to read: a phone. */
const NARROW = 600;

/** @param width - of the viewport, in device pixels */
export function layoutMetrics(
  dpr: number,
  wall: boolean,
  width: number,
): LayoutMetrics {
  const px = (css: number) => Math.round(css * dpr);
  return {
    dpr,
    frameGap: px(9),
    framePad: px(8),
    frameHeader: px(wall ? 32 : 24),
    blockHeader: px(wall ? 20 : 17),
    blockGapX: px(12),
    blockGapY: px(wall ? 8 : 6),
    blockMinWidth: px(wall ? 56 : 44),
    minPitch: px(4),
    maxPitch: px(14),
    maxSlackX: px(20),
    maxSlackY: px(10),
    maxGrowth: px(40),
    strips: width < NARROW * dpr,
  };
}

/** For hundreds of small groups, where headers would need more room than cells. */
export function withoutBlockHeaders(metrics: LayoutMetrics): LayoutMetrics {
  const gap = Math.max(2, Math.round(3 * metrics.dpr));
  return {
    ...metrics,
    blockHeader: 0,
    blockGapX: gap,
    blockGapY: gap,
    blockMinWidth: 0,
  };
}

/** Fonts by role, in CSS pixels; the canvas multiplies by the device pixel ratio. */
export function textSizes(wall: boolean) {
  return wall
    ? { frame: 17, frameDetail: 17, block: 13, blockDetail: 13, cell: 11 }
    : { frame: 13, frameDetail: 12, block: 12, blockDetail: 12, cell: 11 };
}
