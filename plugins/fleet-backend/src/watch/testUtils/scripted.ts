import type { Clock } from '../Clock';
import type {
  TransportAnswer,
  TransportRequest,
  WatchTransport,
} from '../transport';

/** Time that passes only when the test says so. */
export class ManualClock implements Clock {
  #now = Date.parse('2026-11-20T09:00:00Z');
  #sleepers: Array<{ at: number; wake: () => void }> = [];

  now(): number {
    return this.#now;
  }

  random(): number {
    return 0.5;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter(other => other !== sleeper);
        reject(signal.reason);
      });
    });
  }

  /** Lets time pass and everything happen that waited for it. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      await settle();
      const next = this.#sleepers
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at)[0];
      if (!next) {
        break;
      }
      this.#sleepers = this.#sleepers.filter(sleeper => sleeper !== next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    this.#now = until;
    await settle();
  }
}

/** Lets everything run that can run without time passing. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) {
    await new Promise(done => setImmediate(done));
  }
}

/** An answer whose body the test writes piece by piece. */
export class ScriptedAnswer implements TransportAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter?: string;
  #chunks: Buffer[] = [];
  #wake: () => void = () => {};
  #end: 'open' | 'closed' | Error = 'open';
  isLeft = false;

  constructor(
    private readonly signal: AbortSignal,
    head: { status?: number; contentType?: string; retryAfter?: string } = {},
  ) {
    this.status = head.status ?? 200;
    this.contentType = head.contentType ?? 'application/json';
    this.retryAfter = head.retryAfter;
    signal.addEventListener('abort', () => this.#wake());
  }

  send(...texts: Array<string | object>): this {
    for (const text of texts) {
      this.#chunks.push(
        Buffer.from(
          typeof text === 'string' ? text : `${JSON.stringify(text)}\n`,
        ),
      );
    }
    this.#wake();
    return this;
  }

  sendBytes(bytes: Buffer): this {
    this.#chunks.push(bytes);
    this.#wake();
    return this;
  }

  close(): this {
    this.#end = 'closed';
    this.#wake();
    return this;
  }

  break(error: Error): this {
    this.#end = error;
    this.#wake();
    return this;
  }

  get body(): AsyncIterable<Buffer> {
    return this.#read();
  }

  async *#read(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        this.signal.throwIfAborted();
        const chunk = this.#chunks.shift();
        if (chunk) {
          yield chunk;
        } else if (this.#end === 'closed') {
          return;
        } else if (this.#end instanceof Error) {
          throw this.#end;
        } else {
          await new Promise<void>(resolve => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      this.isLeft = true;
    }
  }
}

type Head = ConstructorParameters<typeof ScriptedAnswer>[1];

/** A network in which the test answers every request itself. */
export class ScriptedTransport implements WatchTransport {
  readonly host = 'k8s:6443';
  readonly requests: TransportRequest[] = [];
  #waiting: Array<{
    request: TransportRequest;
    resolve: (answer: TransportAnswer) => void;
    reject: (error: Error) => void;
  }> = [];

  get(request: TransportRequest): Promise<TransportAnswer> {
    this.requests.push(request);
    return new Promise((resolve, reject) =>
      this.#waiting.push({ request, resolve, reject }),
    );
  }

  /** Answers the oldest open request. @throws when there is none */
  answer(head?: Head): ScriptedAnswer {
    const { request, resolve } = this.#take();
    const answer = new ScriptedAnswer(request.signal, head);
    resolve(answer);
    return answer;
  }

  refuse(error: Error): void {
    this.#take().reject(error);
  }

  get last(): TransportRequest {
    return this.requests[this.requests.length - 1];
  }

  get openRequests(): number {
    return this.#waiting.length;
  }

  #take() {
    const waiting = this.#waiting.shift();
    if (!waiting) {
      throw new Error('no request is open: the watch asks for nothing now');
    }
    return waiting;
  }
}
