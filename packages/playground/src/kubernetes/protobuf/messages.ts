/** How a field's value is written. Anything else is the name of a message. */
const SCALARS = [
  'string',
  'bool',
  'int32',
  'int64',
  /** JSON has base64. */
  'bytes',
  /** JSON has a string or number such as `100m`; a message with that text in field 1. */
  'quantity',
  /** JSON has RFC 3339; a message of seconds and nanoseconds. */
  'time',
  /** JSON has either; a message of type, number and text. */
  'intOrString',
  /** JSON has an object; a message with that JSON in field 1. */
  'fieldsV1',
] as const;

export type ScalarType = (typeof SCALARS)[number];

/**
 * - `list`: repeated.
 * - `map`: from string to the type, repeated entries of key and value.
 * - `inline`: a message whose fields stand beside its own in JSON.
 */
export type FieldShape = 'single' | 'list' | 'map' | 'inline';

/** JSON name → number, type, shape. */
export type MessageFields = Record<
  string,
  [number: number, type: string, shape?: Exclude<FieldShape, 'single'>]
>;

/** Message name → its fields, in rising order of their numbers. */
export type MessageTable = Record<string, MessageFields>;

export type Field = {
  name: string;
  number: number;
  shape: FieldShape;
  type: { scalar: ScalarType } | { message: Message };
};

/** A message with the types of its fields found. */
export type Message = {
  name: string;
  fields: Field[];
  byNumber: Map<number, Field>;
};

function isScalar(type: string): type is ScalarType {
  return (SCALARS as readonly string[]).includes(type);
}

/** @throws Error for a type that no table describes */
export function linkMessages(
  ...tables: MessageTable[]
): (name: string) => Message {
  const all: MessageTable = Object.assign({}, ...tables);
  const messages = new Map<string, Message>();
  const link = (name: string): Message => {
    const known = messages.get(name);
    if (known) return known;
    const fields = all[name];
    if (!fields)
      throw new Error(`no table of protobuf messages describes ${name}`);
    const message: Message = { name, fields: [], byNumber: new Map() };
    // Before its fields: messages may contain themselves.
    messages.set(name, message);
    for (const [field, [number, type, shape = 'single']] of Object.entries(
      fields,
    )) {
      message.fields.push({
        name: field,
        number,
        shape,
        type: isScalar(type) ? { scalar: type } : { message: link(type) },
      });
    }
    message.byNumber = new Map(message.fields.map(it => [it.number, it]));
    return message;
  };
  return link;
}
