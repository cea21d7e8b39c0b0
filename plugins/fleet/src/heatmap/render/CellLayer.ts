import type { RenderBackend } from '../types';
import type { CellBucket } from './buckets/cellBucket';
import type { Atlas } from './sprites';
import type { PackedColour } from './colour';

/** Everything that decides the pixels of the cell layer, apart from the buckets. */
export interface CellFrame {
  /** x and y by leaf, device pixels of the content. */
  origins: Int32Array;
  /** Device pixels from square to square. */
  pitch: number;
  /** Width of a drawn square. */
  cell: number;
  offsetX: number;
  offsetY: number;
  width: number;
  height: number;
  /** x, y, width, height of the frames' insides. */
  wells: Int32Array;
  ground: PackedColour;
  well: PackedColour;
}

export interface LayerCost {
  drawCalls: number;
  bytesUploaded: number;
}

/**
 * Draws cells on a canvas. Two implementations; `CellLayer.cases` and the
 * browser check hold them to the same pixels.
 */
export interface CellLayer {
  readonly backend: RenderBackend;
  setBucket(bucket: CellBucket): void;
  /** Writes `style` (see `CellBucket`) at the given instances. */
  restyle(instances: Uint32Array, style: Uint8Array): void;
  setAtlas(atlas: Atlas): void;
  draw(frame: CellFrame): LayerCost;
  destroy(): void;
}
