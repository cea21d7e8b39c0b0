import { FrameError } from './FrameError';

// `fatal`: a wrong byte is an error, not a replacement character.
// `ignoreBOM`: a byte order mark is a character like any other.
const TEXT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads what `ByteWriter` wrote. Throws {@link FrameError} instead of reading past the end. */
export class ByteReader {
  #at = 0;

  constructor(readonly source: Uint8Array) {}

  get remaining(): number {
    return this.source.length - this.#at;
  }

  u8(): number {
    return this.source[this.#take(1)];
  }

  u32(): number {
    const at = this.#take(4);
    const { source } = this;
    return (
      (source[at] |
        (source[at + 1] << 8) |
        (source[at + 2] << 16) |
        (source[at + 3] << 24)) >>>
      0
    );
  }

  f64(): number {
    const at = this.#take(8);
    const { buffer, byteOffset } = this.source;
    return new DataView(buffer, byteOffset + at, 8).getFloat64(0, true);
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      if (shift === 28 && byte > 0x0f) {
        break;
      }
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        return value >>> 0;
      }
    }
    throw new FrameError('corrupt', 'A number does not fit into 32 bits.');
  }

  /**
   * How many entries follow. Each entry takes at least `bytesEach` bytes of this
   * payload, so a number that cannot be true is refused before anything is allocated.
   */
  count(bytesEach = 1): number {
    const count = this.varint();
    if (count * bytesEach > this.remaining) {
      throw new FrameError(
        'truncated',
        `A list claims ${count} entries, but only ${this.remaining} bytes follow.`,
      );
    }
    return count;
  }

  /** A view, not a copy. */
  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return this.source.subarray(at, at + length);
  }

  planes(count: number): Uint32Array {
    const width = this.u8();
    if (width > 4) {
      throw new FrameError(
        'corrupt',
        `A column is ${width} bytes wide; 4 is the most.`,
      );
    }
    const values = new Uint32Array(count);
    for (let shift = 0; shift < width * 8; shift += 8) {
      const plane = this.bytes(count);
      for (let row = 0; row < count; row++) {
        values[row] |= plane[row] << shift;
      }
    }
    return values;
  }

  texts(count: number): string[] {
    const lengths: number[] = [];
    for (let entry = 0; entry < count; entry++) {
      lengths.push(this.varint());
    }
    const bytes = this.bytes(this.varint());
    let text: string;
    try {
      text = TEXT.decode(bytes);
    } catch {
      throw new FrameError('corrupt', 'A text is not UTF-8.');
    }
    let end = 0;
    const values = lengths.map(length => text.slice(end, (end += length)));
    if (end !== text.length) {
      throw new FrameError(
        'corrupt',
        `Texts of ${end} characters were announced, but ${text.length} came.`,
      );
    }
    return values;
  }

  /** Every payload is read to its last byte; what is left over was not understood. */
  end(): void {
    if (this.remaining > 0) {
      throw new FrameError(
        'corrupt',
        `${this.remaining} bytes are left over in a frame.`,
      );
    }
  }

  #take(length: number): number {
    if (length > this.remaining) {
      throw new FrameError(
        'truncated',
        `A frame ends too early: ${length} more bytes were expected, ${this.remaining} are left.`,
      );
    }
    const at = this.#at;
    this.#at += length;
    return at;
  }
}
