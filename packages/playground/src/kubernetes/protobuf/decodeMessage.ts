import type { Field, Message, ScalarType } from './messages';

type Json = unknown;
type JsonObject = { [key: string]: Json };

/** Reads tags, varints and lengths of one message. */
class Reader {
  readonly bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.bytes.length;
  }

  varint(): number {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      if (this.done) throw new Error('a protobuf message ends inside a number');
      const byte = this.bytes[this.#at];
      this.#at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
  }

  chunk(): Buffer {
    const length = this.varint();
    const end = this.#at + length;
    if (end > this.bytes.length)
      throw new Error('a protobuf message ends inside a field');
    const chunk = this.bytes.subarray(this.#at, end);
    this.#at = end;
    return chunk;
  }

  /** Value of a field of either wire type that Kubernetes uses. */
  value(wireType: number): number | Buffer {
    if (wireType === 0) return this.varint();
    if (wireType === 2) return this.chunk();
    throw new Error(`unexpected protobuf wire type ${wireType}`);
  }
}

/** Number → last value, for the small messages that stand for one JSON value. */
function numbered(bytes: Buffer): Map<number, number | Buffer> {
  const reader = new Reader(bytes);
  const values = new Map<number, number | Buffer>();
  while (!reader.done) {
    const tag = reader.varint();
    values.set(tag >> 3, reader.value(tag & 7));
  }
  return values;
}

function readScalar(type: ScalarType, raw: number | Buffer): Json {
  if (typeof raw === 'number') return type === 'bool' ? raw !== 0 : raw;
  if (type === 'string') return raw.toString('utf8');
  if (type === 'bytes') return raw.toString('base64');
  const values = numbered(raw);
  const text = (number: number) =>
    (values.get(number) as Buffer | undefined)?.toString('utf8') ?? '';
  switch (type) {
    case 'quantity':
      return text(1);
    case 'fieldsV1':
      return JSON.parse(text(1));
    case 'intOrString':
      return values.get(1) === 1 ? text(3) : values.get(2) ?? 0;
    case 'time': {
      // A message without seconds is Go's zero time, which JSON shows as null.
      if (!values.has(1)) return null;
      const milliseconds =
        Number(values.get(1)) * 1000 + Number(values.get(2) ?? 0) / 1e6;
      return new Date(milliseconds).toISOString().replace(/\.000Z$/, 'Z');
    }
    default:
      throw new Error(`the protobuf type ${type} is no message`);
  }
}

function readSingle(type: Field['type'], raw: number | Buffer): Json {
  return 'scalar' in type
    ? readScalar(type.scalar, raw)
    : decodeMessage(type.message, raw as Buffer);
}

function readEntry(type: Field['type'], raw: Buffer): [string, Json] {
  const values = numbered(raw);
  const value = values.get(2);
  return [
    (values.get(1) as Buffer | undefined)?.toString('utf8') ?? '',
    value === undefined ? '' : readSingle(type, value),
  ];
}

/** The JSON of a message. Fields that the table does not know are left out. */
export function decodeMessage(message: Message, bytes: Buffer): JsonObject {
  const object: JsonObject = {};
  const reader = new Reader(bytes);
  while (!reader.done) {
    const tag = reader.varint();
    const raw = reader.value(tag & 7);
    const field = message.byNumber.get(tag >> 3);
    if (!field) continue;
    if (field.shape === 'inline') {
      Object.assign(object, readSingle(field.type, raw));
    } else if (field.shape === 'list') {
      const list = (object[field.name] ??= []) as Json[];
      list.push(readSingle(field.type, raw));
    } else if (field.shape === 'map') {
      const [key, value] = readEntry(field.type, raw as Buffer);
      const map = (object[field.name] ??= {}) as JsonObject;
      // Assigning to `__proto__` would set something else than a key.
      Object.defineProperty(map, key, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } else {
      object[field.name] = readSingle(field.type, raw);
    }
  }
  return object;
}
