import { Painter } from '../render/Painter';
import type { FrameStats, RenderBackend } from '../types';
import { transferOf, type RenderReport, type RenderRequest } from './protocol';

type Command = Exclude<RenderRequest, { type: 'start' } | { type: 'stop' }>;

export interface RendererClientOptions {
  container: HTMLElement;
  createWorker?: () => Worker;
  backend?: RenderBackend;
  /** Everything must be sent again: the painter is a new one. */
  onStart(): void;
  onBackend(backend: RenderBackend): void;
  onError(error: Error): void;
}

/** Longer than any PNG takes; a worker that died answers never. */
const EXPORT_TIMEOUT_MS = 20_000;

interface Waiting {
  resolve(blob: Blob): void;
  reject(error: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

interface Seat {
  post(request: RenderRequest): void;
  close(): void;
}

/**
 * The page's end of the painter: creates the canvases, puts the painter into a
 * worker or, where that is not possible, on this thread, and starts again with
 * Canvas 2D when WebGL or the worker dies.
 */
export class RendererClient {
  private seat: Seat | undefined;
  private canvases: HTMLCanvasElement[] = [];
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private useWorker: boolean;
  private backendNow: RenderBackend;
  private lastStats: FrameStats | undefined;
  private destroyed = false;
  /** The present painter has a back end. */
  private started = false;

  constructor(private readonly options: RendererClientOptions) {
    this.useWorker = Boolean(options.createWorker);
    this.backendNow = options.backend ?? 'webgl2';
    this.start(options.backend);
  }

  post(command: Command): void {
    this.seat?.post(command);
  }

  backend(): RenderBackend {
    return this.backendNow;
  }

  stats(): FrameStats | undefined {
    return this.lastStats;
  }

  exportPng(): Promise<Blob> {
    return new Promise((resolve, reject) => {
      const id = this.nextId++;
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(
          new Error(
            `PNG export did not answer within ${EXPORT_TIMEOUT_MS / 1000} s`,
          ),
        );
      }, EXPORT_TIMEOUT_MS);
      this.waiting.set(id, { resolve, reject, timer });
      this.post({ type: 'export', id });
    });
  }

  destroy(): void {
    this.destroyed = true;
    this.leaveSeat('The heatmap was closed');
  }

  private start(backend: RenderBackend | undefined): void {
    this.started = false;
    const [cells, overlay] = this.createCanvases();
    if (this.useWorker && 'transferControlToOffscreen' in cells) {
      try {
        this.seat = this.workerSeat();
        this.seat.post({
          type: 'start',
          cells: cells.transferControlToOffscreen(),
          overlay: overlay.transferControlToOffscreen(),
          backend,
        });
        return;
      } catch {
        // A worker that cannot be created (policy, bundler, old browser) is no
        // reason to show nothing: this thread paints instead.
        this.useWorker = false;
        this.seat?.close();
        this.restart(backend);
        return;
      }
    }
    try {
      this.seat = this.localSeat({ type: 'start', cells, overlay, backend });
    } catch (error) {
      this.options.onError(
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  }

  private restart(backend: RenderBackend | undefined): void {
    this.leaveSeat('The heatmap was started again');
    if (!this.destroyed) {
      this.start(backend);
      this.options.onStart();
    }
  }

  private createCanvases(): HTMLCanvasElement[] {
    const { container } = this.options;
    this.canvases = ['cells', 'overlay'].map(layer => {
      const canvas = container.ownerDocument.createElement('canvas');
      canvas.dataset.layer = layer;
      canvas.setAttribute('aria-hidden', 'true');
      Object.assign(canvas.style, {
        position: 'absolute',
        inset: '0',
        width: '100%',
        height: '100%',
        pointerEvents: 'none',
        // An opaque canvas is black until it is painted.
        visibility: 'hidden',
      });
      container.append(canvas);
      return canvas;
    });
    return this.canvases;
  }

  private workerSeat(): Seat {
    const worker = (this.options.createWorker as () => Worker)();
    worker.onmessage = ({ data }: MessageEvent<RenderReport>) =>
      this.onReport(data);
    worker.onerror = event => {
      event.preventDefault();
      this.useWorker = false;
      this.restart(this.options.backend);
    };
    return {
      post: request => worker.postMessage(request, transferOf(request)),
      close: () => {
        worker.onmessage = null;
        worker.onerror = null;
        worker.terminate();
      },
    };
  }

  private localSeat(request: Extract<RenderRequest, { type: 'start' }>): Seat {
    const painter = new Painter(request, {
      // Later, so that nobody is called back while he is still calling.
      report: report => queueMicrotask(() => this.onReport(report)),
      now: () => performance.now(),
      requestFrame: paint => requestAnimationFrame(paint),
      setTimer: (run, ms) => setTimeout(run, ms),
    });
    return {
      post: command => painter.handle(command),
      close: () => painter.handle({ type: 'stop' }),
    };
  }

  private onReport(report: RenderReport): void {
    if (this.destroyed) {
      return;
    }
    switch (report.type) {
      case 'started':
        this.started = true;
        this.backendNow = report.backend;
        this.options.onBackend(report.backend);
        break;
      case 'painted':
        this.lastStats = report.stats;
        this.canvases.forEach(canvas =>
          canvas.style.removeProperty('visibility'),
        );
        break;
      case 'lost':
        this.restart('canvas2d');
        break;
      case 'exported':
        this.settle(report.id, waiting => waiting.resolve(report.blob));
        break;
      case 'exportFailed':
        this.settle(report.id, waiting =>
          waiting.reject(new Error(report.message)),
        );
        break;
      default:
        this.onFailure(report.message);
    }
  }

  /** A worker that could not even start may lack what the page has. */
  private onFailure(message: string): void {
    if (this.useWorker && !this.started) {
      this.useWorker = false;
      this.restart(this.options.backend);
    } else {
      this.options.onError(new Error(message));
    }
  }

  private settle(id: number, answer: (waiting: Waiting) => void): void {
    const waiting = this.waiting.get(id);
    if (waiting) {
      this.waiting.delete(id);
      clearTimeout(waiting.timer);
      answer(waiting);
    }
  }

  private leaveSeat(reason: string): void {
    this.seat?.close();
    this.seat = undefined;
    this.canvases.forEach(canvas => canvas.remove());
    for (const id of [...this.waiting.keys()]) {
      this.settle(id, waiting => waiting.reject(new Error(reason)));
    }
  }
}
