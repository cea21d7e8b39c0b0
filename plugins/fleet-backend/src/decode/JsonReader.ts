/** Bytes that are not the JSON they should be; the position is relative to the object. */
export class JsonSyntaxError extends Error {
  readonly name = 'JsonSyntaxError';
  constructor(what: string, readonly position: number) {
    super(`${what} at byte ${position}`);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;

const END_OF_METADATA = Buffer.from(']},"');

/** RFC 8259, section 6. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Deeper values than this go to `JSON.parse`: no Kubernetes object of this world is. */
const MAX_DEPTH = 64;

const ORDINARY = 0;
const STRING = 1;
const OPENS = 2;
const CLOSES = 3;

/** What a byte outside of strings means for skipping: one look-up instead of five comparisons. */
const MEANING = new Uint8Array(256);
MEANING[QUOTE] = STRING;
MEANING[OPEN_BRACE] = OPENS;
MEANING[OPEN_BRACKET] = OPENS;
MEANING[CLOSE_BRACE] = CLOSES;
MEANING[CLOSE_BRACKET] = CLOSES;

/**
 * Node's own method behind `toString('latin1')`, half as costly. It copies; a
 * substring of a decoded line would keep the whole line alive (12 KB for a uid).
 */
export interface SliceableBuffer extends Buffer {
  latin1Slice(start: number, end: number): string;
}

export class JsonReader {
  position: number;

  constructor(
    readonly buffer: SliceableBuffer,
    readonly start: number,
    readonly end: number,
  ) {
    this.position = start;
  }

  fail(what: string): JsonSyntaxError {
    return new JsonSyntaxError(what, this.position - this.start);
  }

  skipSpace(): void {
    const { buffer, end } = this;
    let i = this.position;
    while (i < end && buffer[i] <= 0x20) {
      i += 1;
    }
    this.position = i;
  }

  /**
   * A value that is kept whole. Labels, quantities, flags and counters are most
   * of what is kept: read here they cost a third of handing each of them to
   * `JSON.parse` as a text of its own.
   */
  readWhole(first: number, depth = 0): unknown {
    if (depth > MAX_DEPTH) {
      return this.#parseNested();
    }
    switch (first) {
      case QUOTE:
        return this.readString();
      case OPEN_BRACE:
        return this.readMap(depth);
      case OPEN_BRACKET:
        return this.readList(depth);
      default:
        return this.readScalar();
    }
  }

  readMap(depth: number): { [key: string]: unknown } {
    const map: { [key: string]: unknown } = {};
    this.expect(OPEN_BRACE, 'expected an object');
    this.skipSpace();
    if (this.take(CLOSE_BRACE)) {
      return map;
    }
    for (;;) {
      if (this.peek() !== QUOTE) {
        throw this.fail('expected a key');
      }
      const key = this.readString();
      this.skipSpace();
      this.expect(COLON, 'expected ":"');
      this.skipSpace();
      const value = this.readWhole(this.peek(), depth + 1);
      if (key === '__proto__') {
        // An assignment would set the prototype instead of a field.
        Object.defineProperty(map, key, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      } else {
        map[key] = value;
      }
      this.skipSpace();
      if (this.take(CLOSE_BRACE)) {
        return map;
      }
      this.expect(COMMA, 'expected "," or "}"');
      this.skipSpace();
    }
  }

  readList(depth: number): unknown[] {
    const list: unknown[] = [];
    this.expect(OPEN_BRACKET, 'expected an array');
    this.skipSpace();
    if (this.take(CLOSE_BRACKET)) {
      return list;
    }
    for (;;) {
      list.push(this.readWhole(this.peek(), depth + 1));
      this.skipSpace();
      if (this.take(CLOSE_BRACKET)) {
        return list;
      }
      this.expect(COMMA, 'expected "," or "]"');
      this.skipSpace();
    }
  }

  /** `JSON.parse` needs no stack of ours, however deep somebody nests. */
  #parseNested(): unknown {
    const from = this.position;
    this.skipValue();
    try {
      return JSON.parse(this.buffer.toString('utf8', from, this.position));
    } catch {
      this.position = from;
      throw this.fail('malformed value');
    }
  }

  readScalar(): unknown {
    const from = this.position;
    this.skipScalar();
    const text = this.buffer.latin1Slice(from, this.position);
    switch (text) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
      default:
        if (NUMBER.test(text)) {
          return Number(text);
        }
        this.position = from;
        throw this.fail('malformed value');
    }
  }

  readString(): string {
    const { buffer, end } = this;
    const from = this.position;
    /** All bytes of the string, or-ed: tells whether one is not ASCII. */
    let seen = 0;
    for (let i = from + 1; i < end; i += 1) {
      const byte = buffer[i];
      if (byte === QUOTE) {
        this.position = i + 1;
        return seen < 0x80
          ? buffer.latin1Slice(from + 1, i)
          : buffer.toString('utf8', from + 1, i);
      }
      if (byte === BACKSLASH || byte < 0x20) {
        return this.#readEscapedString();
      }
      seen |= byte;
    }
    this.position = end;
    throw this.fail('unterminated string');
  }

  #readEscapedString(): string {
    const from = this.position;
    this.skipString();
    try {
      return JSON.parse(this.buffer.toString('utf8', from, this.position));
    } catch {
      this.position = from;
      throw this.fail('malformed string');
    }
  }

  skipString(): void {
    const { buffer, end } = this;
    this.expect(QUOTE, 'expected a string');
    let i = this.position;
    while (i < end) {
      const byte = buffer[i];
      if (byte === QUOTE) {
        this.position = i + 1;
        return;
      }
      i += byte === BACKSLASH ? 2 : 1;
    }
    this.position = end;
    throw this.fail('unterminated string');
  }

  skipValue(): void {
    const first = this.peek();
    if (first === QUOTE) {
      this.skipString();
    } else if (first === OPEN_BRACE || first === OPEN_BRACKET) {
      this.skipNested();
    } else {
      this.skipScalar();
    }
  }

  skipNested(): void {
    const { buffer, end } = this;
    let depth = 0;
    let i = this.position;
    while (i < end) {
      const meaning = MEANING[buffer[i]];
      i += 1;
      if (meaning === ORDINARY) {
        continue;
      }
      if (meaning === STRING) {
        for (; i < end; i += 1) {
          const byte = buffer[i];
          if (byte === QUOTE) {
            break;
          }
          if (byte === BACKSLASH) {
            i += 1;
          }
        }
        i += 1;
      } else if (meaning === OPENS) {
        depth += 1;
      } else {
        depth -= 1;
        if (depth === 0) {
          this.position = i;
          return;
        }
      }
    }
    this.position = end;
    throw this.fail('unterminated value');
  }

  /**
   * `managedFields` is two fifths of a pod, and its end can be found with a
   * search instead of a walk: it has no array inside, so its `]` is the first
   * one outside of a string, and API servers write it last in `metadata`. A
   * quote behind `]},` with a letter behind it can only open a key: inside of a
   * string it would be escaped, and behind a string there is no letter.
   */
  skipManagedFields(): void {
    const { buffer, end } = this;
    const at = buffer.indexOf(END_OF_METADATA, this.position);
    const letter = at < 0 ? 0 : buffer[at + END_OF_METADATA.length];
    if (at < 0 || at >= end || letter < 0x61 || letter > 0x7a) {
      this.skipValue();
    } else {
      this.position = at + 1;
    }
  }

  skipScalar(): void {
    const { buffer, end } = this;
    const from = this.position;
    let i = from;
    while (
      i < end &&
      buffer[i] > 0x20 &&
      buffer[i] !== COMMA &&
      buffer[i] !== CLOSE_BRACE &&
      buffer[i] !== CLOSE_BRACKET
    ) {
      i += 1;
    }
    if (i === from) {
      throw this.fail('expected a value');
    }
    this.position = i;
  }

  peek(): number {
    return this.position < this.end ? this.buffer[this.position] : -1;
  }

  take(byte: number): boolean {
    if (this.peek() !== byte) {
      return false;
    }
    this.position += 1;
    return true;
  }

  expect(byte: number, what: string): void {
    if (!this.take(byte)) {
      throw this.fail(what);
    }
  }
}
