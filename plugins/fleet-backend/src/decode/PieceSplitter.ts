import {
  MAX_OBJECT_BYTES,
  ObjectTooLargeError,
  type Splitter,
} from './splitEvents';

/**
 * Takes one piece that begins at `start`.
 *
 * @returns how many bytes it has, or the negative number of bytes that must be
 * there before it is worth another try
 */
export type TakePiece = (buffer: Buffer, start: number, end: number) => number;

/**
 * Cuts a body into pieces that say how long they are. Pieces inside of a chunk
 * are not copied; of one that lies across two chunks, no more than itself is.
 */
export class PieceSplitter implements Splitter {
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** Bytes that the pending piece needs at least. */
  #needed = 0;

  constructor(
    private readonly take: TakePiece,
    private readonly limit = MAX_OBJECT_BYTES,
  ) {}

  push(chunk: Buffer): void {
    let at = 0;
    while (this.#pendingBytes > 0) {
      const missing = this.#needed - this.#pendingBytes;
      const part = chunk.subarray(at, at + missing);
      this.#pending.push(part);
      this.#pendingBytes += part.length;
      at += part.length;
      if (part.length < missing) {
        return;
      }
      const piece = Buffer.concat(this.#pending, this.#pendingBytes);
      const taken = this.take(piece, 0, piece.length);
      if (taken >= 0) {
        // What was needed is never more than the piece, so nothing is left of it.
        this.#pending = [];
        this.#pendingBytes = 0;
      } else {
        this.#pending = [piece];
        this.#need(-taken);
      }
    }
    while (at < chunk.length) {
      const taken = this.take(chunk, at, chunk.length);
      if (taken < 0) {
        this.#need(-taken);
        const rest = chunk.subarray(at);
        this.#pending.push(rest);
        this.#pendingBytes = rest.length;
        return;
      }
      at += taken;
    }
  }

  isComplete(): boolean {
    return this.#pendingBytes === 0;
  }

  #need(bytes: number): void {
    if (bytes > this.limit) {
      this.#pending = [];
      this.#pendingBytes = 0;
      throw new ObjectTooLargeError(this.limit);
    }
    this.#needed = bytes;
  }
}
