import type { ByteReader } from './ByteReader';
import type { ByteWriter } from './ByteWriter';
import { FrameError } from './FrameError';

/**
 * A column of strings of which many are equal or missing (kinds, owners,
 * tenants): the distinct ones once, then an index per row, 0 for "missing".
 */
export function writeRepeatedTexts(
  writer: ByteWriter,
  values: ReadonlyArray<string | undefined>,
): void {
  const indexOf = new Map<string, number>();
  const indices = new Uint32Array(values.length);
  values.forEach((value, row) => {
    if (value === undefined) {
      return;
    }
    let index = indexOf.get(value);
    if (index === undefined) {
      index = indexOf.size + 1;
      indexOf.set(value, index);
    }
    indices[row] = index;
  });
  writer
    .varint(indexOf.size)
    .texts([...indexOf.keys()])
    .planes(indices);
}

export function readRepeatedTexts(
  reader: ByteReader,
  count: number,
): Array<string | undefined> {
  const distinct = reader.texts(reader.count());
  return Array.from(reader.planes(count), index => {
    if (index > distinct.length) {
      throw new FrameError(
        'corrupt',
        `Text ${index} of ${distinct.length} is used in a column.`,
      );
    }
    return index === 0 ? undefined : distinct[index - 1];
  });
}

/** Like {@link readRepeatedTexts}, for a column in which nothing may be missing. */
export function readRequiredTexts(reader: ByteReader, count: number): string[] {
  return readRepeatedTexts(reader, count).map(value => {
    if (value === undefined) {
      throw new FrameError('corrupt', 'A name is missing in a dictionary row.');
    }
    return value;
  });
}
