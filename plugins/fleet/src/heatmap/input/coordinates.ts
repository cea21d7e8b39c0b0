import { hitTest, type Hit, type PixelRect } from '../layout/hitTest';
import type { Picture } from '../Picture';
import type { CellRect, HeatmapHover } from '../types';
import type { Area, Point } from './gestures';

/** What lies under a point of the container, in CSS pixels from its corner. */
export function hitAt(picture: Picture, { x, y }: Point): Hit {
  const { camera, arrangement, placement, grouping, dpr } = picture;
  return hitTest(
    arrangement,
    placement,
    grouping.roots,
    Math.floor(x * dpr) - camera.x,
    Math.floor(y * dpr) - camera.y,
  );
}

/** Device pixels of the content as CSS pixels from the container's corner. */
export function cssRectOf(
  { camera, dpr }: Picture,
  { x, y, width, height }: PixelRect,
): CellRect {
  return {
    x: (x + camera.x) / dpr,
    y: (y + camera.y) / dpr,
    width: width / dpr,
    height: height / dpr,
  };
}

/** An area of the container as device pixels of the content. */
export function contentRectOf(
  { camera, dpr }: Picture,
  { x, y, width, height }: Area,
): PixelRect {
  return {
    x: Math.round(x * dpr) - camera.x,
    y: Math.round(y * dpr) - camera.y,
    width: Math.round(width * dpr),
    height: Math.round(height * dpr),
  };
}

/** The pod that a cell shows: the worst one where cells merge. */
export function hoverOf(
  picture: Picture,
  hit: Extract<Hit, { type: 'cell' }>,
): HeatmapHover {
  const { slot, pods } = picture.worstInSquare(hit.leaf, hit.cell);
  return {
    slot,
    pods,
    group: hit.node,
    rect: cssRectOf(picture, picture.squareOf(hit.cell)),
  };
}
