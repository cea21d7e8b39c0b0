import type { CellLook } from '../model/colouring/types';
import type { CellBucket } from '../render/buckets/cellBucket';
import type { BarItem, LabelItem } from '../render/buckets/labelBucket';
import type {
  FlashItem,
  OutlineItem,
  RingItem,
} from '../render/buckets/outlineBucket';
import type { HeatmapTokens } from '../tokens';
import type { FrameStats, RenderBackend } from '../types';

/** Positions and words at one pitch; device pixels of the content. */
export interface Scene {
  /** x and y by leaf. */
  origins: Int32Array;
  /** Device pixels from drawn square to drawn square. */
  pitch: number;
  cell: number;
  /** x, y, width, height of the frames' insides. */
  wells: Int32Array;
  outlines: OutlineItem[];
  labels: LabelItem[];
}

/** What the painter is told. Only `start` must come first; the rest in any order. */
export type RenderRequest =
  | {
      type: 'start';
      /** Transferred when the painter is in a worker. */
      cells: OffscreenCanvas | HTMLCanvasElement;
      overlay: OffscreenCanvas | HTMLCanvasElement;
      /** Use this back end and no other. */
      backend?: RenderBackend;
    }
  | { type: 'size'; width: number; height: number; dpr: number }
  | { type: 'palette'; tokens: HeatmapTokens; looks: readonly CellLook[] }
  /** The bucket's buffers change owner. */
  | { type: 'cells'; bucket: CellBucket }
  | { type: 'restyle'; instances: Uint32Array; style: Uint8Array }
  | { type: 'scene'; scene: Scene }
  /** Where the content's corner is in the viewport; words of large cells depend on it. */
  | {
      type: 'offset';
      x: number;
      y: number;
      labels: LabelItem[];
      bars: BarItem[];
    }
  | { type: 'rings'; rings: RingItem[] }
  | { type: 'flash'; flashes: FlashItem[] }
  | { type: 'export'; id: number }
  | { type: 'stop' };

/** What the painter tells. */
export type RenderReport =
  | { type: 'started'; backend: RenderBackend }
  | { type: 'painted'; stats: FrameStats }
  /** WebGL is gone and did not come back: start again with fresh canvases and Canvas 2D. */
  | { type: 'lost' }
  | { type: 'exported'; id: number; blob: Blob }
  | { type: 'exportFailed'; id: number; message: string }
  | { type: 'failed'; message: string };

/** Buffers that change owner with a request. */
export function transferOf(request: RenderRequest): Transferable[] {
  if (request.type === 'start') {
    return [request.cells, request.overlay].filter(
      (canvas): canvas is OffscreenCanvas =>
        typeof OffscreenCanvas !== 'undefined' &&
        canvas instanceof OffscreenCanvas,
    );
  }
  if (request.type === 'cells') {
    return [
      request.bucket.place.buffer,
      request.bucket.style.buffer,
    ] as ArrayBuffer[];
  }
  return request.type === 'restyle'
    ? ([request.instances.buffer, request.style.buffer] as ArrayBuffer[])
    : [];
}
