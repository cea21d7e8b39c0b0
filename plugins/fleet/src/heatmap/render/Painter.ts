import type { RenderReport, RenderRequest, Scene } from '../worker/protocol';
import {
  PLACE_WORDS,
  STYLE_BYTES,
  type CellBucket,
} from './buckets/cellBucket';
import type { FlashItem } from './buckets/outlineBucket';
import { drawLabels } from './canvas2d/drawLabels';
import { drawOutlines } from './canvas2d/drawOutlines';
import { drawRings, FLASH_MS } from './canvas2d/drawRings';
import type { CellFrame, CellLayer, LayerCost } from './CellLayer';
import { packColour } from './colour';
import { createCellLayer, get2d } from './createCellLayer';
import type { OverlayFrame } from './OverlayFrame';
import { buildAtlas } from './sprites';

type Request<T extends RenderRequest['type']> = Extract<
  RenderRequest,
  { type: T }
>;

/** Time and frames, injected: a worker, a page and a test have different ones. */
export interface PainterHost {
  report(report: RenderReport): void;
  now(): number;
  requestFrame(paint: () => void): void;
  setTimer(run: () => void, ms: number): void;
}

/** How long a lost WebGL context may take to come back. */
const RESTORE_MS = 2000;
const MAX_FLASHES = 400;

const OVERLAY_PASSES: Record<
  'outlines' | 'labels' | 'rings',
  (frame: OverlayFrame) => void
> = {
  outlines: drawOutlines,
  labels: drawLabels,
  rings: drawRings,
};

const EMPTY_SCENE: Scene = {
  origins: new Int32Array(0),
  pitch: 1,
  cell: 1,
  wells: new Int32Array(0),
  outlines: [],
  labels: [],
};

/**
 * Owns the two canvases and what is on them. It holds the last of every
 * request, so a lost WebGL context is rebuilt without asking anybody.
 */
export class Painter {
  private readonly cells: OffscreenCanvas | HTMLCanvasElement;
  private readonly overlay: OffscreenCanvas | HTMLCanvasElement;
  private readonly overlayContext: OverlayFrame['context'];
  private layer: CellLayer | undefined;
  private bucket: CellBucket | undefined;
  private palette: Request<'palette'> | undefined;
  private size = { width: 1, height: 1, dpr: 1 };
  private scene = EMPTY_SCENE;
  private offset: Request<'offset'> = {
    type: 'offset',
    x: 0,
    y: 0,
    labels: [],
    bars: [],
  };
  private rings: Request<'rings'>['rings'] = [];
  private flashes: { item: FlashItem; since: number }[] = [];
  private atlasCell = 0;
  private dirty = { cells: false, overlay: false };
  private scheduled = false;
  private stopped = false;

  constructor(start: Request<'start'>, private readonly host: PainterHost) {
    this.cells = start.cells;
    this.overlay = start.overlay;
    this.layer = createCellLayer(start.cells, start.backend);
    this.overlayContext = get2d(start.overlay, { alpha: true });
    this.cells.addEventListener('webglcontextlost', this.onLost);
    this.cells.addEventListener('webglcontextrestored', this.onRestored);
    host.report({ type: 'started', backend: this.layer.backend });
  }

  handle(request: RenderRequest): void {
    switch (request.type) {
      case 'size':
        this.size = request;
        for (const canvas of [this.cells, this.overlay]) {
          canvas.width = request.width;
          canvas.height = request.height;
        }
        this.atlasCell = 0;
        return this.invalidate(true);
      case 'palette':
        this.palette = request;
        this.atlasCell = 0;
        return this.invalidate(true);
      case 'cells':
        this.bucket = request.bucket;
        this.layer?.setBucket(request.bucket);
        return this.invalidate(true);
      case 'restyle':
        this.restyle(request);
        return this.invalidate(true);
      case 'scene':
        this.scene = request.scene;
        this.flashes = [];
        return this.invalidate(true);
      case 'offset':
        this.offset = request;
        return this.invalidate(true);
      case 'rings':
        this.rings = request.rings;
        return this.invalidate(false);
      case 'flash':
        this.flash(request.flashes);
        return this.invalidate(false);
      case 'export':
        this.export(request.id);
        return undefined;
      case 'stop':
        return this.stop();
      default:
        return undefined;
    }
  }

  private readonly onLost = (event: Event): void => {
    event.preventDefault(); // without it the context is never restored
    this.layer = undefined;
    this.host.setTimer(() => {
      if (!this.layer && !this.stopped) {
        this.host.report({ type: 'lost' });
      }
    }, RESTORE_MS);
  };

  private readonly onRestored = (): void => {
    this.layer = createCellLayer(this.cells, 'webgl2');
    this.atlasCell = 0;
    if (this.bucket) {
      this.layer.setBucket(this.bucket);
    }
    this.invalidate(true);
  };

  private restyle({ instances, style }: Request<'restyle'>): void {
    if (this.layer) {
      this.layer.restyle(instances, style);
    } else if (this.bucket) {
      const target = this.bucket.style;
      instances.forEach((at, i) =>
        target.set(
          style.subarray(i * STYLE_BYTES, (i + 1) * STYLE_BYTES),
          at * STYLE_BYTES,
        ),
      );
    }
  }

  private flash(items: FlashItem[]): void {
    const since = this.host.now();
    this.flashes = [
      ...this.flashes,
      ...items.map(item => ({ item, since })),
    ].slice(-MAX_FLASHES);
  }

  private invalidate(cells: boolean): void {
    this.dirty = { cells: cells || this.dirty.cells, overlay: true };
    if (!this.scheduled && !this.stopped) {
      this.scheduled = true;
      this.host.requestFrame(() => {
        this.scheduled = false;
        this.paint();
      });
    }
  }

  private paint(): void {
    if (this.stopped || !this.palette || !this.layer) {
      return;
    }
    const begin = this.host.now();
    this.flashes = this.flashes.filter(flash => begin - flash.since < FLASH_MS);
    let cost: LayerCost = { drawCalls: 0, bytesUploaded: 0 };
    if (this.dirty.cells) {
      cost = this.paintCells(this.layer, this.palette);
    }
    this.paintOverlay(this.palette, begin);
    this.dirty = { cells: false, overlay: false };
    this.host.report({
      type: 'painted',
      stats: {
        ...cost,
        backend: this.layer.backend,
        cpuMs: this.host.now() - begin,
        cells: this.bucket ? this.bucket.place.length / PLACE_WORDS : 0,
      },
    });
    if (this.flashes.length > 0) {
      this.invalidate(false);
    }
  }

  private paintCells(layer: CellLayer, palette: Request<'palette'>): LayerCost {
    const { width, height, dpr } = this.size;
    const { origins, pitch, cell, wells } = this.scene;
    if (this.atlasCell !== cell) {
      layer.setAtlas(buildAtlas(palette, cell, dpr));
      this.atlasCell = cell;
    }
    const frame: CellFrame = {
      origins,
      pitch,
      cell,
      wells,
      width,
      height,
      offsetX: this.offset.x,
      offsetY: this.offset.y,
      ground: packColour(palette.tokens.ground),
      well: packColour(palette.tokens.well),
    };
    return layer.draw(frame);
  }

  private paintOverlay({ tokens }: Request<'palette'>, now: number): void {
    const { width, height, dpr } = this.size;
    const context = this.overlayContext;
    context.clearRect(0, 0, width, height);
    const frame: OverlayFrame = {
      context,
      width,
      height,
      offsetX: this.offset.x,
      offsetY: this.offset.y,
      stickX: Math.round(8 * dpr),
      unit: Math.max(1, Math.round(dpr)),
      now,
      colours: { text: tokens.text, well: tokens.well, focus: tokens.focus },
      outlines: this.scene.outlines,
      labels: [...this.scene.labels, ...this.offset.labels],
      bars: this.offset.bars,
      rings: this.rings,
      flashes: this.flashes,
    };
    Object.values(OVERLAY_PASSES).forEach(pass => pass(frame));
  }

  /** Both layers on one canvas. Painted anew first: WebGL forgets its pixels after showing them. */
  private export(id: number): void {
    const { width, height } = this.size;
    this.dirty.cells = true;
    this.paint();
    const { document } = globalThis as { document?: Document };
    const target = document
      ? document.createElement('canvas')
      : new OffscreenCanvas(width, height);
    target.width = width;
    target.height = height;
    const context = get2d(target, { alpha: false });
    context.drawImage(this.cells, 0, 0);
    context.drawImage(this.overlay, 0, 0);
    toPng(target).then(
      blob => this.host.report({ type: 'exported', id, blob }),
      (error: unknown) =>
        this.host.report({
          type: 'exportFailed',
          id,
          message: `PNG export failed: ${error}`,
        }),
    );
  }

  private stop(): void {
    this.stopped = true;
    this.cells.removeEventListener('webglcontextlost', this.onLost);
    this.cells.removeEventListener('webglcontextrestored', this.onRestored);
    this.layer?.destroy();
    this.layer = undefined;
  }
}

function toPng(canvas: HTMLCanvasElement | OffscreenCanvas): Promise<Blob> {
  if ('convertToBlob' in canvas) {
    return canvas.convertToBlob({ type: 'image/png' });
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      blob =>
        blob
          ? resolve(blob)
          : reject(new Error('the canvas is empty or too large')),
      'image/png',
    ),
  );
}
