import { mix } from './HashIndex';

const WORDS = 4;

/**
 * The 16 bytes of a uid as four words in `into`. Anything that is not a UUID
 * (no API server writes such) is hashed: it is found again, but not read back.
 */
export function parseUid(uid: string, into: Uint32Array): void {
  if (uid.length === 36) {
    const a = hexWord(uid, 0, 8);
    const b = hexWord(uid, 9, 13);
    const c = hexWord(uid, 14, 18);
    const d = hexWord(uid, 19, 23);
    const e = hexWord(uid, 24, 28);
    const f = hexWord(uid, 28, 36);
    // NaN of any part survives the sum.
    if (!Number.isNaN(a + b + c + d + e + f)) {
      into[0] = a;
      into[1] = b * 0x10000 + c;
      into[2] = d * 0x10000 + e;
      into[3] = f;
      return;
    }
  }
  let h = uid.length;
  for (let word = 0; word < WORDS; word += 1) {
    for (let i = 0; i < uid.length; i += 1) {
      h = Math.imul(h ^ uid.charCodeAt(i), 0x01000193);
    }
    h = mix(h + word);
    into[word] = h;
  }
}

export function formatUid(words: Uint32Array, at: number): string {
  let hex = '';
  for (let i = 0; i < WORDS; i += 1) {
    hex += words[at + i].toString(16).padStart(8, '0');
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(
    12,
    16,
  )}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function hashUid(
  cluster: number,
  words: Uint32Array,
  at: number,
): number {
  return mix(
    words[at] ^
      Math.imul(words[at + 1], 0x9e3779b1) ^
      Math.imul(words[at + 2], 0x85ebca6b) ^
      Math.imul(words[at + 3], 0xc2b2ae35) ^
      Math.imul(cluster + 1, 0x27d4eb2f),
  );
}

function hexWord(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const code = text.charCodeAt(i);
    let digit: number;
    if (code >= 0x30 && code <= 0x39) {
      digit = code - 0x30;
    } else if (code >= 0x61 && code <= 0x66) {
      digit = code - 0x57;
    } else {
      return NaN;
    }
    value = value * 16 + digit;
  }
  return value;
}
