import { openFrame, type WireFrame } from './envelope';
import { FrameError } from './FrameError';
import { MAX_FRAME_BYTES } from './protocol';

const LENGTH_BYTES = 4;
/** Type, flags and checksum. */
const LEAST_LENGTH = 6;
const FIRST_CAPACITY = 4096;

/**
 * Cuts a byte stream into frames, however it was chunked. Memory grows with the
 * bytes that really came, not with the length that a frame claims. After an
 * error the reader stays broken: there is no way to find the next frame.
 *
 * @public
 */
export class FrameReader {
  #pending = new Uint8Array(FIRST_CAPACITY);
  #length = 0;
  #broken: unknown;

  constructor(private readonly maxFrameBytes = MAX_FRAME_BYTES) {}

  /** @throws FrameError */
  push(chunk: Uint8Array): WireFrame[] {
    if (this.#broken) {
      throw this.#broken;
    }
    try {
      this.#append(chunk);
      return this.#cut();
    } catch (error) {
      this.#broken = error;
      throw error;
    }
  }

  /** @throws FrameError when the stream ended inside a frame. */
  end(): void {
    if (this.#broken) {
      throw this.#broken;
    }
    if (this.#length > 0) {
      throw new FrameError(
        'truncated',
        `The stream ended inside a frame, after ${this.#length} of its bytes.`,
      );
    }
  }

  #append(chunk: Uint8Array): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#pending.length) {
      const grown = new Uint8Array(Math.max(needed, this.#pending.length * 2));
      grown.set(this.#pending.subarray(0, this.#length));
      this.#pending = grown;
    }
    this.#pending.set(chunk, this.#length);
    this.#length = needed;
  }

  #cut(): WireFrame[] {
    const frames: WireFrame[] = [];
    const view = new DataView(this.#pending.buffer);
    let at = 0;
    while (this.#length - at >= LENGTH_BYTES) {
      const length = view.getUint32(at, true);
      if (length > this.maxFrameBytes) {
        throw new FrameError(
          'oversized',
          `A frame claims ${length} bytes; the limit is ${this.maxFrameBytes}. Is this a fleet stream?`,
        );
      }
      if (length < LEAST_LENGTH) {
        throw new FrameError(
          'corrupt',
          `A frame claims ${length} bytes; the least possible is ${LEAST_LENGTH}.`,
        );
      }
      const end = at + LENGTH_BYTES + length;
      if (end > this.#length) {
        break;
      }
      // A copy, because the buffer is used again for what follows.
      frames.push(openFrame(this.#pending.slice(at + LENGTH_BYTES, end)));
      at = end;
    }
    if (at > 0) {
      this.#pending.copyWithin(0, at, this.#length);
      this.#length -= at;
      if (this.#length === 0 && this.#pending.length > FIRST_CAPACITY * 16) {
        this.#pending = new Uint8Array(FIRST_CAPACITY);
      }
    }
    return frames;
  }
}
