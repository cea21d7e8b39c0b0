import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { constants, createGzip, type Gzip } from 'node:zlib';
import type { StreamFault } from '../faults';

/** Chunks are joined up to here before they go to the socket. */
const CHUNK_BYTES = 64 * 1024;

/** kube-apiserver compresses from this size on (`defaultGzipThresholdBytes`), at the fastest level. */
const GZIP_FROM_BYTES = 128 * 1024;

/** The answer was cut by a fault or the client left: nothing more can be written. */
export class AnswerClosedError extends Error {
  override name = 'AnswerClosedError';
}

/**
 * Writes a body of any length without holding it: `write` waits while the client is slow. Applies stream faults and
 * compression, so that nobody above knows of them.
 */
export class AnswerWriter {
  readonly #response: ServerResponse;
  readonly #fault: StreamFault | undefined;
  readonly #mayCompress: boolean;
  #gzip: Gzip | undefined;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #sentBytes = 0;
  #objects = 0;
  #begun = false;
  #silent = false;

  constructor(
    response: ServerResponse,
    options: { fault?: StreamFault; mayCompress: boolean },
  ) {
    this.#response = response;
    this.#fault = options.fault;
    // A cut is counted in bytes of the body, and must reach the client.
    this.#mayCompress = options.mayCompress && !options.fault;
  }

  get closed(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /** Queues bytes; `objects` of them complete with it. Resolves when the client can take more. */
  async write(bytes: Buffer | string, objects = 0): Promise<void> {
    if (this.closed) throw new AnswerClosedError('the client has left');
    const chunk = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    this.#objects += objects;
    if (this.#fault && (await this.#applyFault(this.#fault))) return;
    const threshold =
      this.#mayCompress && !this.#begun ? GZIP_FROM_BYTES : CHUNK_BYTES;
    if (this.#pendingBytes >= threshold) await this.#drain(true);
  }

  /** Sends what is queued, for answers that go on. */
  async flush(): Promise<void> {
    if (this.closed) throw new AnswerClosedError('the client has left');
    await this.#drain(false);
  }

  async end(): Promise<void> {
    if (this.closed || this.#silent) return;
    await this.#drain(false);
    const stream = this.#gzip ?? this.#response;
    stream.end();
  }

  async #applyFault(fault: StreamFault): Promise<boolean> {
    if (this.#silent) {
      this.#forget();
      return true;
    }
    const bytes = this.#sentBytes + this.#pendingBytes;
    const reached =
      (fault.afterObjects !== undefined &&
        this.#objects >= fault.afterObjects) ||
      (fault.afterBytes !== undefined && bytes >= fault.afterBytes);
    if (!reached) return false;
    if (fault.afterBytes !== undefined && bytes > fault.afterBytes) {
      const joined = Buffer.concat(this.#pending);
      const cut = joined.subarray(
        0,
        Math.max(0, fault.afterBytes - this.#sentBytes),
      );
      this.#pending = [cut];
      this.#pendingBytes = cut.length;
    }
    await this.#drain(false);
    if (fault.type === 'silence') {
      this.#silent = true;
      return true;
    }
    this.#response.destroy();
    throw new AnswerClosedError('a fault dropped the connection');
  }

  #forget(): void {
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  async #drain(mayCompress: boolean): Promise<void> {
    if (this.#silent) return;
    if (!this.#begun) {
      this.#begun = true;
      if (mayCompress && this.#mayCompress) {
        this.#response.setHeader('content-encoding', 'gzip');
        this.#response.setHeader('vary', 'Accept-Encoding');
        this.#gzip = createGzip({ level: constants.Z_BEST_SPEED });
        this.#gzip.pipe(this.#response);
        this.#response.on('close', () => this.#gzip?.destroy());
      }
    }
    if (this.#pendingBytes === 0) {
      this.#response.flushHeaders();
      return;
    }
    const chunk = Buffer.concat(this.#pending);
    this.#forget();
    this.#sentBytes += chunk.length;
    const stream = this.#gzip ?? this.#response;
    if (this.#fault) {
      await new Promise<void>(resolve =>
        this.#response.write(chunk, () => resolve()),
      );
      return;
    }
    if (!stream.write(chunk)) await this.#untilDrained(stream);
  }

  #untilDrained(stream: Writable): Promise<void> {
    return new Promise((resolve, reject) => {
      const onDrain = () => {
        // Both listeners go with the first event.
        this.#response.removeListener('close', onClose);
        resolve();
      };
      function onClose() {
        stream.removeListener('drain', onDrain);
        reject(new AnswerClosedError('the client has left'));
      }
      stream.once('drain', onDrain);
      this.#response.once('close', onClose);
    });
  }
}
