import type { ByteReader } from './ByteReader';
import type { ByteWriter } from './ByteWriter';
import { FrameError } from './FrameError';

/** More pods than any viewer can have; keeps a wrong number from allocating gigabytes. */
export const MAX_SLOTS = 1 << 24;

/** Strictly ascending numbers: how many, the first, then the gaps. */
export function writeAscending(
  writer: ByteWriter,
  values: ArrayLike<number>,
): void {
  writer.varint(values.length);
  let next = 0;
  for (let at = 0; at < values.length; at++) {
    if (values[at] < next) {
      throw new RangeError(
        `Slots and ids must ascend, but ${values[at]} follows ${next - 1}.`,
      );
    }
    writer.varint(values[at] - next);
    next = values[at] + 1;
  }
}

/** @throws FrameError when a number is not below `limit`. */
export function readAscending(
  reader: ByteReader,
  limit = MAX_SLOTS,
): Uint32Array {
  const values = new Uint32Array(reader.count());
  let next = 0;
  for (let at = 0; at < values.length; at++) {
    const value = next + reader.varint();
    if (value >= limit) {
      throw new FrameError(
        'oversized',
        `Number ${value} is not below ${limit}.`,
      );
    }
    values[at] = value;
    next = value + 1;
  }
  return values;
}

/** The way from `from` to `to` modulo 2³², small in both directions. */
export function zigzag(from: number, to: number): number {
  const step = (to - from) | 0;
  return ((step << 1) ^ (step >> 31)) >>> 0;
}

/** Inverse of {@link zigzag}. */
export function unzigzag(from: number, way: number): number {
  return (from + ((way >>> 1) ^ -(way & 1))) >>> 0;
}
