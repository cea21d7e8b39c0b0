import type { RenderBackend } from '../types';
import type { RenderReport, RenderRequest } from './protocol';
import { RendererClient } from './RendererClient';

class FakeWorker {
  onmessage: ((event: { data: RenderReport }) => void) | null = null;
  onerror: ((event: { preventDefault(): void }) => void) | null = null;
  readonly posted: RenderRequest[] = [];
  terminated = false;

  postMessage(request: RenderRequest): void {
    this.posted.push(request);
  }

  terminate(): void {
    this.terminated = true;
  }

  say(report: RenderReport): void {
    this.onmessage?.({ data: report });
  }
}

const prototype = HTMLCanvasElement.prototype as {
  transferControlToOffscreen?: unknown;
};

function open(
  options: { createWorker?: () => Worker; backend?: RenderBackend } = {},
) {
  const container = document.createElement('div');
  const workers: FakeWorker[] = [];
  const log: string[] = [];
  const client = new RendererClient({
    container,
    createWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    onStart: () => log.push('start'),
    onBackend: backend => log.push(backend),
    onError: error => log.push(error.message),
    ...options,
  });
  return { client, container, workers, log };
}

describe('RendererClient', () => {
  beforeEach(() => {
    prototype.transferControlToOffscreen = () => ({});
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  });

  afterEach(() => {
    delete prototype.transferControlToOffscreen;
    jest.restoreAllMocks();
  });

  it('starts the worker with both canvases and passes commands on', () => {
    const { client, workers, container } = open();
    client.post({ type: 'rings', rings: [] });
    expect(workers[0].posted.map(request => request.type)).toEqual([
      'start',
      'rings',
    ]);
    expect(container.querySelectorAll('canvas')).toHaveLength(2);
  });

  it('shows the canvases only when something is painted on them', () => {
    const { workers, container } = open();
    const visibility = () =>
      container.querySelector('canvas')?.style.visibility;
    expect(visibility()).toBe('hidden');
    workers[0].say({
      type: 'painted',
      stats: {
        backend: 'webgl2',
        cpuMs: 1,
        drawCalls: 1,
        bytesUploaded: 0,
        cells: 0,
      },
    });
    expect(visibility()).toBe('');
  });

  it('starts again with Canvas 2D on fresh canvases when WebGL is lost', () => {
    const { workers, container, log } = open();
    const before = container.querySelector('canvas');
    workers[0].say({ type: 'lost' });
    expect(workers[0].terminated).toBe(true);
    expect(workers[1].posted[0]).toMatchObject({
      type: 'start',
      backend: 'canvas2d',
    });
    expect(container.querySelector('canvas')).not.toBe(before);
    expect(container.querySelectorAll('canvas')).toHaveLength(2);
    expect(log).toEqual(['start']);
  });

  it.each([
    ['cannot be created', undefined],
    [
      'does not load',
      (worker: FakeWorker) =>
        worker.onerror?.({ preventDefault: () => undefined }),
    ],
    [
      'cannot paint at all',
      (worker: FakeWorker) =>
        worker.say({ type: 'failed', message: 'no context' }),
    ],
  ])('paints on this thread when the worker %s', (_, fail) => {
    const { workers, log } = open(
      fail
        ? {}
        : {
            createWorker: () => {
              throw new Error('blocked by policy');
            },
          },
    );
    fail?.(workers[0]);
    // jsdom has no contexts, so the attempt on this thread is seen by its error.
    expect(log.join()).toContain('no "2d" context');
    expect(workers.every(worker => worker.terminated)).toBe(true);
  });

  it('answers exports by their number, also out of order', async () => {
    const { client, workers } = open();
    const [first, second] = [client.exportPng(), client.exportPng()];
    const blobs = [new Blob(['1']), new Blob(['2'])];
    workers[0].say({ type: 'exported', id: 2, blob: blobs[1] });
    workers[0].say({ type: 'exported', id: 1, blob: blobs[0] });
    expect(await first).toBe(blobs[0]);
    expect(await second).toBe(blobs[1]);
  });

  it('rejects an export that fails, and all that wait when it is closed', async () => {
    const { client, workers } = open();
    const [failing, waiting] = [client.exportPng(), client.exportPng()];
    workers[0].say({ type: 'exportFailed', id: 1, message: 'too large' });
    client.destroy();
    await expect(failing).rejects.toThrow('too large');
    await expect(waiting).rejects.toThrow('closed');
  });

  it('gives up an export that nobody answers', async () => {
    jest.useFakeTimers();
    const { client } = open();
    const waiting = client.exportPng();
    jest.advanceTimersByTime(20_000);
    await expect(waiting).rejects.toThrow('20 s');
    jest.useRealTimers();
  });

  it('leaves nothing behind when it is destroyed', () => {
    const { client, workers, container } = open();
    client.destroy();
    expect(workers[0].terminated).toBe(true);
    expect(container.children).toHaveLength(0);
  });
});
