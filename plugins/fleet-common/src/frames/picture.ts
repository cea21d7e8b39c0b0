import { ByteReader } from './ByteReader';
import {
  DICTIONARY_NAMES,
  encodeDictionary,
  type DictionaryRows,
} from './dictionary';
import { encodeKeyframe } from './keyframe';
import type { PayloadFrame } from './envelope';
import type { PodTable } from './PodTable';

/**
 * The frames that turn an empty table into this one, cursors included: for a
 * second reader of one connection, who continues with the deltas of the first.
 *
 * @public
 */
export function pictureOf(table: PodTable): PayloadFrame[] {
  const cursors = table.cursors.filter(cursor => cursor !== undefined);
  const rows = Object.fromEntries(
    DICTIONARY_NAMES.map(name => [
      name,
      { ids: table[name].map((_, id) => id), rows: table[name] },
    ]),
  ) as DictionaryRows;
  // Keyframes that the table itself still waits for are counted too: they will follow.
  const reset = { keyframes: cursors.length + table.keyframesToFollow };
  return [
    { type: 'dictionary', payload: encodeDictionary({ reset, rows }) },
    ...cursors.map(
      (cursor): PayloadFrame => ({
        type: 'keyframe',
        payload: encodeKeyframe(cursor, table, table.slots(cursor.cluster)),
      }),
    ),
  ];
}

/** True for the dictionary that starts a picture, so that it can be put together out of sight. @public */
export function startsPicture({ type, payload }: PayloadFrame): boolean {
  // The first number of the payload is the count of keyframes plus one; 0 in all other dictionaries.
  return type === 'dictionary' && new ByteReader(payload).varint() > 0;
}
