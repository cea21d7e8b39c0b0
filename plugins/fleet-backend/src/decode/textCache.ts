import type { SliceableBuffer } from './JsonReader';

const SLOTS = 8192;

/** Longer texts are seldom repeated, and hashing them costs as much as copying them. */
const MAX_BYTES = 96;

/**
 * Texts that were read lately, one per slot. Thousands of pods say `Running`,
 * `ContainersReady` and the same labels: comparing bytes with a text that is
 * there costs half of making another one, and nothing to collect.
 *
 * One per thread, since all readers of a thread see the same vocabulary.
 */
const texts: string[] = new Array<string>(SLOTS).fill('');

/** The text of UTF-8 bytes, from memory where it is known. It does not keep the buffer alive. */
export function textOf(
  buffer: SliceableBuffer,
  start: number,
  end: number,
): string {
  const length = end - start;
  if (length > MAX_BYTES) {
    return buffer.toString('utf8', start, end);
  }
  let hash = length;
  /** All bytes, or-ed: tells whether one is not ASCII. */
  let seen = 0;
  for (let i = start; i < end; i += 1) {
    const byte = buffer[i];
    seen |= byte;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  if (seen >= 0x80) {
    // Never kept: a byte is not a character there, so it could not be compared.
    return buffer.toString('utf8', start, end);
  }
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const known = texts[slot];
  if (known.length === length) {
    let i = 0;
    while (i < length && known.charCodeAt(i) === buffer[start + i]) {
      i += 1;
    }
    if (i === length) {
      return known;
    }
  }
  const text = buffer.latin1Slice(start, end);
  texts[slot] = text;
  return text;
}
