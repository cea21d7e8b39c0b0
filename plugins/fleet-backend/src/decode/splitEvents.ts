/**
 * Cuts a response body, however it is chunked, into the byte ranges of its
 * objects, so that each can be decoded by itself: `JSON.parse` of a whole list
 * blocks for a second per 4,000 pods and ends at V8's longest string.
 */

/** A longer object is a protocol error, not a reason to allocate. etcd refuses objects above 1.5 MiB. */
export const MAX_OBJECT_BYTES = 16 * 1024 * 1024;

/** Called with the object's range; the buffer is only valid during the call. */
export type OnObject = (buffer: Buffer, start: number, end: number) => void;

export class ObjectTooLargeError extends Error {
  readonly name = 'ObjectTooLargeError';
  constructor(limit: number) {
    super(`an object of the answer is larger than ${limit} bytes`);
  }
}

/** Takes chunks in order. */
export interface Splitter {
  push(chunk: Buffer): void;
  /** True when nothing but white space is pending, so that the body may end here. */
  isComplete(): boolean;
}

const NEWLINE = 0x0a;

/**
 * Events of a watch: one JSON object a line, which is what every Kubernetes
 * serializer writes (`json.Encoder.Encode` of Go).
 */
export class LineSplitter implements Splitter {
  #pending: Buffer[] = [];
  #pendingBytes = 0;

  constructor(
    private readonly onObject: OnObject,
    private readonly limit = MAX_OBJECT_BYTES,
  ) {}

  push(chunk: Buffer): void {
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(NEWLINE, from);
      if (at < 0) {
        break;
      }
      if (this.#pendingBytes > 0) {
        this.#keep(chunk.subarray(from, at));
        const line = Buffer.concat(this.#pending, this.#pendingBytes);
        this.#clear();
        this.#emit(line, 0, line.length);
      } else {
        this.#emit(chunk, from, at);
      }
      from = at + 1;
    }
    if (from < chunk.length) {
      this.#keep(chunk.subarray(from));
    }
  }

  isComplete(): boolean {
    return this.#pending.every(part => part.every(byte => byte <= 0x20));
  }

  #emit(buffer: Buffer, start: number, end: number): void {
    let from = start;
    while (from < end && buffer[from] <= 0x20) {
      from += 1;
    }
    if (from < end) {
      this.onObject(buffer, from, end);
    }
  }

  #keep(part: Buffer): void {
    this.#pendingBytes += part.length;
    if (this.#pendingBytes > this.limit) {
      this.#clear();
      throw new ObjectTooLargeError(this.limit);
    }
    this.#pending.push(part);
  }

  #clear(): void {
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** What a byte outside of strings does to the depth; quotes are told apart by the 2. */
const STEP = new Int8Array(256);
STEP[QUOTE] = 2;
STEP[0x7b] = 1; // {
STEP[0x5b] = 1; // [
STEP[0x7d] = -1; // }
STEP[0x5d] = -1; // ]

/** Goes to the byte that ends the item (depth 2 then) or behind the chunk. */
function skipInItem(
  chunk: Buffer,
  start: number,
  depthBefore: number,
  inStringBefore: boolean,
  escapedBefore: boolean,
) {
  const { length } = chunk;
  let depth = depthBefore;
  let inString = inStringBefore;
  let at = start + (escapedBefore ? 1 : 0);
  for (;;) {
    if (inString) {
      while (at < length && chunk[at] !== QUOTE) {
        at += chunk[at] === BACKSLASH ? 2 : 1;
      }
      if (at >= length) {
        // A backslash at the very end takes the next chunk's first byte with it.
        return { at: length, depth, inString, escaped: at > length };
      }
      inString = false;
      at += 1;
    }
    while (at < length && STEP[chunk[at]] === 0) {
      at += 1;
    }
    if (at >= length) {
      return { at: length, depth, inString, escaped: false };
    }
    const step = STEP[chunk[at]];
    if (step === 2) {
      inString = true;
    } else {
      depth += step;
      if (depth === 2) {
        return { at, depth, inString, escaped: false };
      }
    }
    at += 1;
  }
}

const ITEMS_KEY = Buffer.from('"items"');

/**
 * Items of a list document, and the document around them. Knows brackets and
 * strings only; the items and the rest are checked by whoever decodes them.
 */
export class ListSplitter implements Splitter {
  /** Bytes outside the items: `{"kind":…,"metadata":{…},"items":[` … `]}`. */
  #envelope: Buffer[] = [];
  #envelopeBytes = 0;
  #item: Buffer[] = [];
  #itemBytes = 0;

  #depth = 0;
  #inString = false;
  #escaped = false;
  #inItems = false;
  /** Matched bytes of the key `"items"` at depth 1; all 7 until its bracket comes. */
  #keyMatch = 0;
  #ended = false;

  constructor(
    private readonly onItem: OnObject,
    private readonly limit = MAX_OBJECT_BYTES,
  ) {}

  push(chunk: Buffer): void {
    const length = chunk.length;
    let depth = this.#depth;
    let inString = this.#inString;
    let escaped = this.#escaped;
    /** Where the part of this chunk starts that is not stored or handed over yet. */
    let from = 0;

    for (let i = 0; i < length; i += 1) {
      if (this.#inItems && depth >= 3) {
        // Inside of an item only its end matters, and that is nearly all bytes.
        const state = skipInItem(chunk, i, depth, inString, escaped);
        depth = state.depth;
        inString = state.inString;
        escaped = state.escaped;
        i = state.at;
        if (depth === 2) {
          this.#emitItem(chunk, from, i + 1);
          from = i + 1;
        }
        continue;
      }
      const byte = chunk[i];
      if (inString) {
        if (escaped) {
          escaped = false;
        } else if (byte === BACKSLASH) {
          escaped = true;
        } else if (byte === QUOTE) {
          inString = false;
        }
        if (depth === 1) {
          this.#matchKey(byte);
        }
        continue;
      }
      switch (byte) {
        case QUOTE:
          inString = true;
          if (depth === 1) {
            this.#keyMatch = 0;
            this.#matchKey(byte);
          }
          break;
        case 0x7b: // {
        case 0x5b: // [
          depth += 1;
          if (this.#inItems && depth === 3) {
            this.#keepEnvelope(chunk, from, i, true);
            from = i;
          } else if (
            depth === 2 &&
            byte === 0x5b &&
            this.#keyMatch === ITEMS_KEY.length
          ) {
            this.#inItems = true;
          }
          if (depth === 2) {
            this.#keyMatch = 0;
          }
          break;
        case 0x7d: // }
        case 0x5d: // ]
          depth -= 1;
          if (this.#inItems && depth === 1) {
            this.#inItems = false;
            this.#keepEnvelope(chunk, from, i, true);
            from = i;
          } else if (depth === 0) {
            this.#ended = true;
          }
          break;
        case 0x2c: // ,
          if (depth === 1) {
            this.#keyMatch = 0;
          }
          break;
        default:
      }
    }

    this.#depth = depth;
    this.#inString = inString;
    this.#escaped = escaped;
    if (from < length) {
      if (this.#inItems && depth >= 3) {
        this.#keepItem(chunk.subarray(from));
      } else {
        this.#keepEnvelope(chunk, from, length, this.#inItems);
      }
    }
  }

  isComplete(): boolean {
    return this.#ended && this.#depth === 0;
  }

  /** The document with an empty `items`; only once {@link isComplete}. */
  envelope(): string {
    return Buffer.concat(this.#envelope, this.#envelopeBytes).toString('utf8');
  }

  /** -1: this string is another one. */
  #matchKey(byte: number): void {
    if (this.#keyMatch >= 0) {
      this.#keyMatch =
        byte === ITEMS_KEY[this.#keyMatch] ? this.#keyMatch + 1 : -1;
    }
  }

  #emitItem(chunk: Buffer, from: number, to: number): void {
    if (this.#itemBytes === 0) {
      this.onItem(chunk, from, to);
      return;
    }
    this.#keepItem(chunk.subarray(from, to));
    const item = Buffer.concat(this.#item, this.#itemBytes);
    this.#item = [];
    this.#itemBytes = 0;
    this.onItem(item, 0, item.length);
  }

  #keepItem(part: Buffer): void {
    this.#itemBytes += part.length;
    if (this.#itemBytes > this.limit) {
      throw new ObjectTooLargeError(this.limit);
    }
    this.#item.push(part);
  }

  /** Between items there are only commas and white space: not worth keeping. */
  #keepEnvelope(
    chunk: Buffer,
    from: number,
    to: number,
    betweenItems: boolean,
  ): void {
    if (to <= from || (betweenItems && this.#separatorOnly(chunk, from, to))) {
      return;
    }
    this.#envelopeBytes += to - from;
    if (this.#envelopeBytes > this.limit) {
      throw new ObjectTooLargeError(this.limit);
    }
    // A copy: a view would keep the whole chunk of the socket alive.
    this.#envelope.push(Buffer.from(chunk.subarray(from, to)));
  }

  #separatorOnly(chunk: Buffer, from: number, to: number): boolean {
    for (let i = from; i < to; i += 1) {
      if (chunk[i] > 0x20 && chunk[i] !== 0x2c) {
        return false;
      }
    }
    return true;
  }
}
