const TEXT = new TextEncoder();

/** A growing buffer with the few encodings that frames are made of. Little-endian. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  u32(value: number): this {
    this.#reserve(4);
    for (let shift = 0; shift < 32; shift += 8) {
      this.#bytes[this.#length++] = value >>> shift;
    }
    return this;
  }

  /** Unsigned 32-bit number in one to five bytes, seven bits each, low bits first. */
  varint(value: number): this {
    this.#reserve(5);
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
    return this;
  }

  f64(value: number): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    return this.bytes(bytes);
  }

  bytes(value: Uint8Array): this {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  /**
   * A column of unsigned 32-bit numbers: first all low bytes, then all second
   * bytes, …, as many as the largest value needs. Deflate sees long runs of
   * similar bytes instead of a four-byte rhythm.
   */
  planes(values: Uint32Array): this {
    let union = 0;
    for (const value of values) {
      union |= value;
    }
    const width = union === 0 ? 0 : 4 - (Math.clz32(union) >>> 3);
    this.u8(width);
    this.#reserve(width * values.length);
    for (let shift = 0; shift < width * 8; shift += 8) {
      for (const value of values) {
        this.#bytes[this.#length++] = value >>> shift;
      }
    }
    return this;
  }

  /**
   * Strings one behind the other: all lengths (UTF-16 units), then one UTF-8
   * text, so that the reader decodes once and slices.
   */
  texts(values: readonly string[]): this {
    for (const value of values) {
      this.varint(value.length);
    }
    const text = TEXT.encode(values.join(''));
    return this.varint(text.length).bytes(text);
  }

  /** A copy of what was written, of exactly that length. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
  }
}
