const EMPTY = -1;

/** At most this part of the cells is used: beyond it, probing gets long. */
const MAX_LOAD = 0.7;

/**
 * Finds small integers (slots, ids) by a hash, at 8 bytes a cell: a `Map` with
 * uid strings as keys costs about 150 bytes a pod. Open addressing with linear
 * probing; deletion shifts back, so there are no tombstones to sweep.
 */
export class HashIndex {
  #values: Int32Array;
  #hashes: Uint32Array;
  #size = 0;

  constructor(expected = 32) {
    let cells = 64;
    while (cells * MAX_LOAD < expected) {
      cells *= 2;
    }
    this.#values = new Int32Array(cells).fill(EMPTY);
    this.#hashes = new Uint32Array(cells);
  }

  get size(): number {
    return this.#size;
  }

  /** The value with this hash that `matches`; -1 when there is none. */
  find(hash: number, matches: (value: number) => boolean): number {
    const mask = this.#values.length - 1;
    const wanted = hash >>> 0;
    for (let i = wanted & mask; ; i = (i + 1) & mask) {
      const value = this.#values[i];
      if (value === EMPTY) {
        return -1;
      }
      if (this.#hashes[i] === wanted && matches(value)) {
        return value;
      }
    }
  }

  /** The caller has made sure that the value is not there yet. */
  add(hash: number, value: number): void {
    if (this.#size + 1 > this.#values.length * MAX_LOAD) {
      this.#grow();
    }
    this.#place(hash >>> 0, value);
    this.#size += 1;
  }

  delete(hash: number, value: number): boolean {
    const mask = this.#values.length - 1;
    let i = (hash >>> 0) & mask;
    while (this.#values[i] !== value) {
      if (this.#values[i] === EMPTY) {
        return false;
      }
      i = (i + 1) & mask;
    }
    let hole = i;
    for (;;) {
      i = (i + 1) & mask;
      if (this.#values[i] === EMPTY) {
        break;
      }
      // An entry may move back only if its home cell is not between the hole and itself.
      const home = this.#hashes[i] & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        this.#values[hole] = this.#values[i];
        this.#hashes[hole] = this.#hashes[i];
        hole = i;
      }
    }
    this.#values[hole] = EMPTY;
    this.#size -= 1;
    return true;
  }

  #place(hash: number, value: number): void {
    const mask = this.#values.length - 1;
    let i = hash & mask;
    while (this.#values[i] !== EMPTY) {
      i = (i + 1) & mask;
    }
    this.#values[i] = value;
    this.#hashes[i] = hash;
  }

  #grow(): void {
    const values = this.#values;
    const hashes = this.#hashes;
    this.#values = new Int32Array(values.length * 2).fill(EMPTY);
    this.#hashes = new Uint32Array(values.length * 2);
    for (let i = 0; i < values.length; i += 1) {
      if (values[i] !== EMPTY) {
        this.#place(hashes[i], values[i]);
      }
    }
  }
}

/** Bits of a hash that depend on all bits of the input (the finaliser of MurmurHash3). */
export function mix(hash: number): number {
  let h = hash | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 units, mixed. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return mix(h);
}
