/**
 * Everything random in the company comes from here, so that the same seed
 * gives the same company on every machine. No `Math.random` in this package.
 */

/** A stable 32-bit hash of a text: FNV-1a with a final avalanche. */
export function hash32(text: string, seed = 0): number {
  let h = (2166136261 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 16777619);
  }
  return mix32(h);
}

/** Spreads the bits of an integer over the whole 32-bit range. */
export function mix32(value: number): number {
  let h = value >>> 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}

/** A hash as a number in [0, 1): for "this share of the pods" decisions. */
export function hashRatio(value: number): number {
  return mix32(value) / 0x100000000;
}

/** A seeded stream of numbers (mulberry32). */
export class Prng {
  #state: number;

  constructor(seed: string | number) {
    this.#state = typeof seed === 'string' ? hash32(seed) : mix32(seed);
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x100000000;
  }

  /** An integer in [0, limit). */
  int(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** An integer in [low, high]. */
  between(low: number, high: number): number {
    return low + this.int(high - low + 1);
  }

  chance(ratio: number): boolean {
    return this.next() < ratio;
  }

  /** @throws RangeError when the list is empty. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) {
      throw new RangeError('Cannot pick from an empty list');
    }
    return list[this.int(list.length)];
  }
}

/** The alphabet that Kubernetes uses for generated names: no vowels, no 0, 1, 3. */
const NAME_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** A generated-name suffix of `length` characters for this number. */
export function nameSuffix(value: number, length: number): string {
  let rest = value >>> 0;
  let suffix = '';
  for (let i = 0; i < length; i++) {
    suffix += NAME_ALPHABET[rest % NAME_ALPHABET.length];
    rest = Math.floor(rest / NAME_ALPHABET.length);
    if (rest === 0) {
      rest = mix32(value + i + 1);
    }
  }
  return suffix;
}

/** A version 4 UUID that depends on the two numbers only. */
export function uuidOf(high: number, low: number): string {
  const hex = (value: number) => value.toString(16).padStart(8, '0');
  const a = hex(mix32(high ^ 0x9e3779b9));
  const b = hex(mix32(low ^ 0x7f4a7c15));
  const c = hex(mix32(Math.imul(high, 31) ^ low));
  const d = hex(mix32(Math.imul(low, 131) + high));
  const variant = '89ab'[parseInt(c[0], 16) & 3];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(
    1,
    4,
  )}-${c.slice(4)}${d}`;
}

/** The UUID of a thing that has a unique path such as `cluster/kind/namespace/name`. */
export function uuidOfText(text: string): string {
  return uuidOf(hash32(text), hash32(text, 1));
}
