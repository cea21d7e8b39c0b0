import type { RenderBackend } from '../types';
import { CanvasCells } from './canvas2d/CanvasCells';
import type { CellLayer } from './CellLayer';
import { WebglCells } from './webgl/WebglCells';

type AnyCanvas = OffscreenCanvas | HTMLCanvasElement;

/** A canvas of either kind gives the same contexts; the DOM types only say so separately. */
export function get2d(
  canvas: AnyCanvas,
  options: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D {
  const context = (canvas as HTMLCanvasElement).getContext('2d', options);
  if (!context) {
    throw new Error(
      'The heatmap got no "2d" context: the canvas is in use or has no memory left',
    );
  }
  return context;
}

/** WebGL 2, or Canvas 2D where there is none; `only` insists on one of them. */
export function createCellLayer(
  canvas: AnyCanvas,
  only?: RenderBackend,
): CellLayer {
  const gl =
    only === 'canvas2d'
      ? null
      : (canvas as HTMLCanvasElement).getContext('webgl2', {
          alpha: false,
          antialias: false,
          depth: false,
          preserveDrawingBuffer: false,
        });
  if (gl) {
    return new WebglCells(gl);
  }
  if (only === 'webgl2') {
    throw new Error(
      'The heatmap was told to use WebGL 2, which this browser does not offer here',
    );
  }
  return new CanvasCells(get2d(canvas, { alpha: false }));
}
