import { BackwardWriter } from './BackwardWriter';
import type { Field, Message, ScalarType } from './messages';

type Json = unknown;
type JsonObject = { [key: string]: Json };

function writeTime(writer: BackwardWriter, text: string): void {
  const milliseconds = Date.parse(text);
  const seconds = Math.floor(milliseconds / 1000);
  const nanos = (milliseconds - seconds * 1000) * 1e6;
  if (nanos > 0) {
    writer.varint(nanos);
    writer.tag(2, 0);
  }
  writer.varint(seconds);
  writer.tag(1, 0);
}

function writeIntOrString(writer: BackwardWriter, value: Json): void {
  if (typeof value === 'number') {
    writer.varint(value);
    writer.tag(2, 0);
    return;
  }
  writer.varint(writer.text(String(value)));
  writer.tag(3, 2);
  writer.varint(1);
  writer.tag(1, 0);
}

/** One value with its length and tag. */
function writeScalar(
  writer: BackwardWriter,
  number: number,
  type: ScalarType,
  value: Json,
): void {
  const before = writer.length;
  switch (type) {
    case 'bool':
      writer.varint(value ? 1 : 0);
      writer.tag(number, 0);
      return;
    case 'int32':
    case 'int64':
      writer.varint(Number(value));
      writer.tag(number, 0);
      return;
    case 'string':
      writer.text(String(value));
      break;
    case 'bytes':
      writer.bytes(Buffer.from(String(value), 'base64'));
      break;
    case 'quantity':
    case 'fieldsV1':
      writer.varint(
        writer.text(
          type === 'quantity' ? String(value) : JSON.stringify(value),
        ),
      );
      writer.tag(1, 2);
      break;
    case 'time':
      writeTime(writer, String(value));
      break;
    case 'intOrString':
      writeIntOrString(writer, value);
      break;
    default:
      throw new Error(
        `cannot encode the protobuf type ${String(type satisfies never)}`,
      );
  }
  writer.closeMessage(number, before);
}

function writeSingle(
  writer: BackwardWriter,
  { number, type }: Pick<Field, 'number' | 'type'>,
  value: Json,
): void {
  if ('scalar' in type) {
    writeScalar(writer, number, type.scalar, value);
    return;
  }
  const before = writer.length;
  writeFields(writer, type.message, value as JsonObject);
  writer.closeMessage(number, before);
}

function writeField(
  writer: BackwardWriter,
  field: Field,
  object: JsonObject,
): void {
  if (field.shape === 'inline') {
    // Its own fields stand here; one without any of them is not there.
    const before = writer.length;
    if ('message' in field.type)
      writeFields(writer, field.type.message, object);
    if (writer.length > before) writer.closeMessage(field.number, before);
    return;
  }
  const value = object[field.name];
  if (value === undefined || value === null) return;
  if (field.shape === 'list') {
    const items = value as Json[];
    for (let i = items.length - 1; i >= 0; i -= 1)
      writeSingle(writer, field, items[i]);
  } else if (field.shape === 'map') {
    for (const [key, item] of Object.entries(value as JsonObject).reverse()) {
      const before = writer.length;
      writeSingle(writer, { number: 2, type: field.type }, item);
      writeScalar(writer, 1, 'string', key);
      writer.closeMessage(field.number, before);
    }
  } else {
    writeSingle(writer, field, value);
  }
}

/** Writes the fields that the table knows; others are left out. */
export function writeFields(
  writer: BackwardWriter,
  message: Message,
  object: JsonObject,
): void {
  for (let i = message.fields.length - 1; i >= 0; i -= 1) {
    writeField(writer, message.fields[i], object);
  }
}

export function encodeMessage(message: Message, object: object): Buffer {
  const writer = new BackwardWriter();
  writeFields(writer, message, object as JsonObject);
  return writer.finish();
}
