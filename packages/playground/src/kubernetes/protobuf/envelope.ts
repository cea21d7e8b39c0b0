import { BackwardWriter } from './BackwardWriter';
import { linkMessages, type Message } from './messages';
import { decodeMessage } from './decodeMessage';
import { writeFields } from './encodeMessage';

export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** Every object begins with these bytes (apimachinery runtime/serializer/protobuf). */
const MAGIC = Buffer.from('k8s\0', 'latin1');

/** `runtime.Unknown` and `WatchEvent`, the wrappers of all kinds. */
const link = linkMessages({
  Unknown: {
    typeMeta: [1, 'TypeMeta'],
    raw: [2, 'bytes'],
    contentEncoding: [3, 'string'],
    contentType: [4, 'string'],
  },
  TypeMeta: { apiVersion: [1, 'string'], kind: [2, 'string'] },
  WatchEvent: { type: [1, 'string'], object: [2, 'RawExtension'] },
  RawExtension: { raw: [1, 'bytes'] },
  Status: {
    metadata: [1, 'ListMeta'],
    status: [2, 'string'],
    message: [3, 'string'],
    reason: [4, 'string'],
    details: [5, 'StatusDetails'],
    code: [6, 'int32'],
  },
  StatusDetails: {
    name: [1, 'string'],
    group: [2, 'string'],
    kind: [3, 'string'],
    causes: [4, 'StatusCause', 'list'],
    retryAfterSeconds: [5, 'int32'],
    uid: [6, 'string'],
  },
  StatusCause: {
    reason: [1, 'string'],
    message: [2, 'string'],
    field: [3, 'string'],
  },
  ListMeta: {
    selfLink: [1, 'string'],
    resourceVersion: [2, 'string'],
    continue: [3, 'string'],
    remainingItemCount: [4, 'int64'],
  },
});

export const STATUS = link('Status');
export const LIST_META = link('ListMeta');
const TYPE_META = link('TypeMeta');

export type TypeMeta = { apiVersion: string; kind: string };

function writeTypeMeta(writer: BackwardWriter, type: TypeMeta): void {
  const before = writer.length;
  writeFields(writer, TYPE_META, type);
  writer.closeMessage(1, before);
  writer.bytes(MAGIC);
}

/** The envelope of a whole object. */
export function sealObject(
  type: TypeMeta,
  message: Message,
  object: object,
): Buffer {
  const writer = new BackwardWriter();
  writeFields(writer, message, object as { [key: string]: unknown });
  writer.closeMessage(2, 0);
  writeTypeMeta(writer, type);
  return writer.finish();
}

/** What stands before a body of `size` bytes that is sent in pieces. */
export function sealHead(type: TypeMeta, size: number): Buffer {
  const writer = new BackwardWriter();
  writer.varint(size);
  writer.tag(2, 2);
  writeTypeMeta(writer, type);
  return writer.finish();
}

/** A watch event as the stream carries it: four bytes of length, then the event around the sealed object. */
export function frameEvent(type: string, sealed: Buffer): Buffer {
  const writer = new BackwardWriter();
  writer.bytes(sealed);
  writer.closeMessage(1, 0);
  writer.closeMessage(2, 0);
  writer.varint(writer.text(type));
  writer.tag(1, 2);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(writer.length);
  writer.bytes(length);
  return writer.finish();
}

/** Opens the envelope of an object. @throws Error for bytes that are none */
export function openObject(bytes: Buffer): TypeMeta & { raw: Buffer } {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new Error(
      `no Kubernetes protobuf: it begins with ${bytes
        .subarray(0, 8)
        .toString('hex')}`,
    );
  }
  const { typeMeta, raw = '' } = decodeMessage(
    link('Unknown'),
    bytes.subarray(MAGIC.length),
  ) as {
    typeMeta: TypeMeta;
    raw?: string;
  };
  return { ...typeMeta, raw: Buffer.from(raw, 'base64') };
}

/** The events of a stream, and the bytes after the last complete one. */
export function readFrames(bytes: Buffer): {
  events: Array<{ type: string; object: Buffer }>;
  rest: Buffer;
} {
  const events: Array<{ type: string; object: Buffer }> = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    const { type, object } = decodeMessage(
      link('WatchEvent'),
      bytes.subarray(at + 4, end),
    ) as {
      type: string;
      object: { raw: string };
    };
    events.push({ type, object: Buffer.from(object.raw, 'base64') });
    at = end;
  }
  return { events, rest: bytes.subarray(at) };
}
