import type { SliceableBuffer } from './JsonReader';
import { textOf } from './textCache';

/** Bytes that are not the protobuf message they should be. */
export class ProtobufSyntaxError extends Error {
  readonly name = 'ProtobufSyntaxError';
}

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;

/** How many bytes of a long varint go into its low part, and how many numbers that holds. */
const LOW_BYTES = 4;
const LOW_RANGE = 2 ** 28;

/**
 * Walks over the fields of protobuf messages. A message is read by a loop over
 * {@link tag} with a case per wanted field and {@link skip} for all others,
 * which costs one step however large the field is.
 *
 * Every length is checked against {@link end}, the end of the message that is
 * being read: a broken one throws instead of reading its neighbour.
 */
export class ProtobufReader {
  position = 0;
  end = 0;
  readonly buffer: SliceableBuffer;
  #low = 0;
  #high = 0;

  constructor(buffer: Buffer, start: number, end: number) {
    this.buffer = buffer as SliceableBuffer;
    this.position = start;
    this.end = end;
  }

  get hasMore(): boolean {
    return this.position < this.end;
  }

  /** Field number times eight, plus the wire type. */
  tag(): number {
    return this.varint();
  }

  /** An unsigned integer; exact up to 2^53, which is more than lengths, codes and seconds need. */
  varint(): number {
    const { buffer } = this;
    const first = buffer[this.position];
    if (first < 0x80 && this.position < this.end) {
      this.position += 1;
      return first;
    }
    return this.#longVarint();
  }

  /** `int32` and `int64`: negative ones are written as two's complement of 64 bits, in ten bytes. */
  integer(): number {
    const from = this.position;
    const value = this.varint();
    return this.position - from < 10
      ? value
      : (this.#high - 2 ** 36) * LOW_RANGE + this.#low;
  }

  /** In two parts, because all 64 bits of a negative number do not fit into one. */
  #longVarint(): number {
    const { buffer, end } = this;
    this.#low = 0;
    this.#high = 0;
    let factor = 1;
    let i = this.position;
    for (let count = 0; count < 10 && i < end; count += 1) {
      const byte = buffer[i];
      i += 1;
      if (count < LOW_BYTES) {
        this.#low += (byte & 0x7f) * factor;
      } else {
        this.#high += (byte & 0x7f) * factor;
      }
      if (byte < 0x80) {
        this.position = i;
        return this.#high * LOW_RANGE + this.#low;
      }
      factor = count === LOW_BYTES - 1 ? 1 : factor * 0x80;
    }
    throw new ProtobufSyntaxError('a number is not terminated');
  }

  bool(): boolean {
    return this.varint() !== 0;
  }

  /** Reads a length and returns the end of the field that begins here. */
  fieldEnd(): number {
    const length = this.varint();
    const fieldEnd = this.position + length;
    if (fieldEnd > this.end) {
      throw new ProtobufSyntaxError('a field is longer than its message');
    }
    return fieldEnd;
  }

  /** Begins a message inside of this one; give its result to {@link leave}. */
  enter(): number {
    const outer = this.end;
    this.end = this.fieldEnd();
    return outer;
  }

  /** Goes on behind the message that {@link enter} began. */
  leave(outer: number): void {
    this.position = this.end;
    this.end = outer;
  }

  /** A text that many objects have in common. */
  text(): string {
    const from = this.position;
    // Nearly all lengths are one byte; this is the most frequent call of all.
    const length = this.varint();
    const start = this.position;
    const textEnd = start + length;
    if (textEnd > this.end) {
      this.position = from;
      throw new ProtobufSyntaxError('a text is longer than its message');
    }
    this.position = textEnd;
    return textOf(this.buffer, start, textEnd);
  }

  /** A text of this one object, in ASCII: names, uids, versions. */
  ownText(): string {
    const textEnd = this.fieldEnd();
    const text = this.buffer.latin1Slice(this.position, textEnd);
    this.position = textEnd;
    return text;
  }

  skip(tag: number): void {
    switch (tag & 7) {
      case VARINT:
        this.varint();
        break;
      case FIXED_64:
        this.#advance(8);
        break;
      case BYTES:
        this.position = this.fieldEnd();
        break;
      case FIXED_32:
        this.#advance(4);
        break;
      default:
        throw new ProtobufSyntaxError(`there is no wire type ${tag & 7}`);
    }
  }

  #advance(bytes: number): void {
    this.position += bytes;
    if (this.position > this.end) {
      throw new ProtobufSyntaxError('a field is longer than its message');
    }
  }
}
