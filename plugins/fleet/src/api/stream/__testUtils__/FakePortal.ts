import {
  encodeDelta,
  encodeFrame,
  encodeMessage,
  FRAMES_MEDIA_TYPE,
  FRAMES_PROTOCOL,
  NO_ID,
  pictureOf,
  PodTable,
  type ByeFrame,
} from '@panorama/plugin-fleet-common';

/** A table of one cluster with pods of these names; states are 9, running. */
export function tableOf(...names: string[]): PodTable {
  const table = new PodTable();
  table.clusters.push('prod-eu');
  table.namespaces.push({ cluster: 0, name: 'shop' });
  table.workloads.push({ namespace: 0, kind: 'Deployment', name: 'cart' });
  table.shapes.push({ qos: 'Burstable', gpus: 0, containers: 1 });
  table.images.push('cart:1');
  table.cursors = [{ cluster: 0, epoch: 1, sequence: 0 }];
  names.forEach((name, slot) =>
    table.set(slot, {
      workload: 0,
      node: NO_ID,
      shape: 0,
      image: 0,
      name,
      state: 9,
      reason: NO_ID,
      readyContainers: 1,
      restarts: 0,
      restartsLastHour: 0,
      createdAt: 1_700_000_000,
      cpuUsage: 0,
      memoryUsage: 0,
    }),
  );
  return table;
}

export function namesIn(table: PodTable): string[] {
  return [...table.slots()].map(slot => table.nameOf(slot));
}

/** The other end of one connection. */
export class FakeAnswer {
  readonly response: Response;
  isCancelled = false;
  #controller!: ReadableStreamDefaultController<Uint8Array>;

  constructor(
    readonly headers: Headers,
    signal: AbortSignal,
    init: ResponseInit,
    private readonly now: () => number,
  ) {
    const body = new ReadableStream<Uint8Array>({
      start: controller => {
        this.#controller = controller;
      },
    });
    signal.addEventListener('abort', () => {
      if (!this.isCancelled) {
        this.isCancelled = true;
        this.#controller.error(new DOMException('aborted', 'AbortError'));
      }
    });
    this.response = new Response(body, {
      headers: { 'Content-Type': FRAMES_MEDIA_TYPE },
      ...init,
    });
  }

  send(bytes: Uint8Array): this {
    this.#controller.enqueue(bytes);
    return this;
  }

  hello(serverTime = this.now()): this {
    const hello = {
      protocol: FRAMES_PROTOCOL,
      serverTime,
      heartbeatMs: 15_000,
      accessClass: 'c',
    };
    return this.send(encodeFrame('hello', encodeMessage('hello', hello)));
  }

  clusters(...names: string[]): this {
    const clusters = names.map(name => ({
      name,
      freshness: 'live' as const,
      missingKinds: [],
      hasUsage: true,
    }));
    const message = { serverTime: this.now(), clusters };
    return this.send(
      encodeFrame('clusters', encodeMessage('clusters', message)),
    );
  }

  picture(table: PodTable): this {
    pictureOf(table).forEach(({ type, payload }) =>
      this.send(encodeFrame(type, payload)),
    );
    return this;
  }

  /** The next delta of the table's cluster: slots that are to have this state. */
  states(table: PodTable, state: number, ...slots: number[]): this {
    slots.forEach(slot => {
      table.state[slot] = state;
    });
    const { cluster, epoch, sequence } = table.cursors[0]!;
    table.cursors[0] = { cluster, epoch, sequence: sequence + 1 };
    const delta = encodeDelta(table.cursors[0], table, {
      removed: [],
      added: new Uint32Array(),
      changed: new Map([[1, slots]]),
    });
    return this.send(encodeFrame('delta', delta));
  }

  heartbeat(): this {
    return this.send(
      encodeFrame(
        'heartbeat',
        encodeMessage('heartbeat', { serverTime: this.now() }),
      ),
    );
  }

  bye(bye: ByeFrame): void {
    this.send(encodeFrame('bye', encodeMessage('bye', bye)));
    this.end();
  }

  end(): void {
    this.#controller.close();
  }

  fail(message: string): void {
    this.#controller.error(new TypeError(message));
  }
}

/** Answers `fetch` as the portal would; tests speak through `last`. */
export class FakePortal {
  readonly answers: FakeAnswer[] = [];
  readonly urls: string[] = [];
  /** How the next requests are answered. */
  init: ResponseInit = {};
  isDown = false;
  isSilent = false;

  constructor(private readonly now: () => number) {}

  fetch: typeof fetch = async (url, options = {}) => {
    this.urls.push(String(url));
    if (this.isDown) {
      throw new TypeError('Failed to fetch');
    }
    const signal = options.signal!;
    if (this.isSilent) {
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () =>
          reject(new DOMException('aborted', 'AbortError')),
        );
      });
    }
    const answer = new FakeAnswer(
      new Headers(options.headers),
      signal,
      this.init,
      this.now,
    );
    this.answers.push(answer);
    return answer.response;
  };

  get last(): FakeAnswer {
    return this.answers[this.answers.length - 1];
  }
}
