import {
  DICTIONARY_NAMES,
  encodeDictionary,
  type DictionaryRows,
} from './dictionary';
import { encodeKeyframe } from './keyframe';
import { encodeFrame, type Deflate } from './envelope';
import type { PodTable } from './PodTable';

/**
 * The frames that turn an empty table into this one, cursors included: for a
 * second reader of one connection, who continues with the deltas of the first.
 *
 * @public
 */
export function encodePicture(
  table: PodTable,
  deflate?: Deflate,
): Uint8Array[] {
  const clusters = table.cursors.filter(cursor => cursor !== undefined);
  const rows = Object.fromEntries(
    DICTIONARY_NAMES.map(name => [
      name,
      { ids: table[name].map((_, id) => id), rows: table[name] },
    ]),
  ) as DictionaryRows;
  const dictionary = encodeDictionary({
    // Keyframes that the table itself still waits for are counted too: they will follow.
    reset: { keyframes: clusters.length + table.keyframesToFollow },
    rows,
  });
  return [
    encodeFrame('dictionary', dictionary, deflate),
    ...clusters.map(cursor =>
      encodeFrame(
        'keyframe',
        encodeKeyframe(cursor, table, table.slots(cursor.cluster)),
        deflate,
      ),
    ),
  ];
}
