import { PieceSplitter } from './PieceSplitter';
import { ProtobufReader, ProtobufSyntaxError } from './ProtobufReader';
import type { OnObject, Splitter } from './splitEvents';

/**
 * The wrappers that Kubernetes puts around its protobuf messages
 * (k8s.io/apimachinery: runtime.Unknown, meta/v1.WatchEvent, and
 * util/framer for the length before each event).
 */

/** Every object begins with these bytes: `k8s` and a zero. */
const MAGIC = 0x6b387300;
const MAGIC_BYTES = 4;
const FRAME_LENGTH_BYTES = 4;
const LONGEST_VARINT = 10;

const TYPE_META = 0x0a;
const RAW = 0x12;
const LIST_META = 0x0a;
const ITEM = 0x12;

/** Steps into the message of an object: behind its magic bytes and its envelope. */
export function openObject(reader: ProtobufReader): void {
  const { buffer, position, end } = reader;
  if (end - position < MAGIC_BYTES || buffer.readUInt32BE(position) !== MAGIC) {
    throw new ProtobufSyntaxError('an object does not begin with "k8s"');
  }
  reader.position += MAGIC_BYTES;
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === RAW) {
      // What is behind it (content type and encoding) is empty in answers of API servers.
      reader.enter();
      return;
    }
    reader.skip(tag);
  }
  reader.end = reader.position;
}

/** Events of a watch: four bytes of length before each. */
export function frameSplitter(onFrame: OnObject): Splitter {
  return new PieceSplitter((buffer, start, end) => {
    if (end - start < FRAME_LENGTH_BYTES) {
      return -FRAME_LENGTH_BYTES;
    }
    const size = FRAME_LENGTH_BYTES + buffer.readUInt32BE(start);
    if (end - start < size) {
      return -size;
    }
    onFrame(buffer, start + FRAME_LENGTH_BYTES, start + size);
    return size;
  });
}

/** Moves the reader into the object of an event and returns the event's type. */
export function openEvent(reader: ProtobufReader): string {
  let type = '';
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === 0x0a) {
      type = reader.text();
    } else if (tag === 0x12) {
      // RawExtension with one field: the bytes of the object.
      reader.enter();
    } else {
      reader.skip(tag);
    }
    if (tag === 0x12) {
      while (reader.hasMore) {
        const inner = reader.tag();
        if (inner === 0x0a) {
          reader.enter();
          return type;
        }
        reader.skip(inner);
      }
      return type;
    }
  }
  return type;
}

export interface ListMetadata {
  resourceVersion: string;
  continue?: string;
}

/**
 * Items of a list document, handed over as they arrive: the document's envelope
 * states the length of all of them, and is read piece by piece like they are.
 */
export class ProtobufListSplitter implements Splitter {
  metadata: ListMetadata | undefined;
  readonly #pieces: PieceSplitter;
  #step: 'magic' | 'envelope' | 'list' = 'magic';
  /** Bytes of the list message that have not come yet. */
  #left = 0;
  #isEnded = false;

  constructor(private readonly onItem: OnObject) {
    this.#pieces = new PieceSplitter((buffer, start, end) =>
      this.#take(buffer, start, end),
    );
  }

  push(chunk: Buffer): void {
    this.#pieces.push(chunk);
  }

  isComplete(): boolean {
    return this.#isEnded && this.#pieces.isComplete();
  }

  #take(buffer: Buffer, start: number, end: number): number {
    if (this.#step === 'magic') {
      if (end - start < MAGIC_BYTES) {
        return -MAGIC_BYTES;
      }
      if (buffer.readUInt32BE(start) !== MAGIC) {
        throw new ProtobufSyntaxError('a list does not begin with "k8s"');
      }
      this.#step = 'envelope';
      return MAGIC_BYTES;
    }
    const head = readHead(buffer, start, end);
    if (!head) {
      return -(end - start + 1);
    }
    const { tag, headBytes, length } = head;
    if (this.#step === 'envelope' && tag === RAW && !this.#isEnded) {
      this.#step = 'list';
      this.#left = length;
      this.#isEnded = length === 0;
      return headBytes;
    }
    const size = headBytes + length;
    if (end - start < size) {
      return -size;
    }
    if (this.#step === 'list') {
      this.#takeField(tag, buffer, start + headBytes, start + size);
      this.#left -= size;
      if (this.#left < 0) {
        throw new ProtobufSyntaxError('an item is longer than its list');
      }
      if (this.#left === 0) {
        this.#isEnded = true;
        this.#step = 'envelope';
      }
    } else if (tag !== TYPE_META && !this.#isEnded) {
      throw new ProtobufSyntaxError('an envelope has no object');
    }
    return size;
  }

  #takeField(tag: number, buffer: Buffer, start: number, end: number): void {
    if (tag === ITEM) {
      this.onItem(buffer, start, end);
    } else if (tag === LIST_META) {
      this.metadata = readListMetadata(new ProtobufReader(buffer, start, end));
    }
  }
}

/** Tag and length of a field; all fields of lists and envelopes have a length. */
function readHead(
  buffer: Buffer,
  start: number,
  end: number,
): { tag: number; headBytes: number; length: number } | undefined {
  const reader = new ProtobufReader(buffer, start, end);
  try {
    const tag = reader.tag();
    if ((tag & 7) !== 2) {
      throw new ProtobufSyntaxError(`a list has a field of type ${tag & 7}`);
    }
    const length = reader.varint();
    return { tag, headBytes: reader.position - start, length };
  } catch (error) {
    if (end - start >= 2 * LONGEST_VARINT) {
      throw error;
    }
    return undefined;
  }
}

function readListMetadata(reader: ProtobufReader): ListMetadata {
  const metadata: ListMetadata = { resourceVersion: '' };
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === 0x12) {
      metadata.resourceVersion = reader.ownText();
    } else if (tag === 0x1a) {
      metadata.continue = reader.ownText() || undefined;
    } else {
      reader.skip(tag);
    }
  }
  return metadata;
}
