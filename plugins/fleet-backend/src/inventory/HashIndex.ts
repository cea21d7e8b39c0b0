import { grownRoom } from './room';

const EMPTY = -1;

/** At most this part of the cells is used: beyond it, probing gets long. */
const MAX_LOAD = 0.75;

const FIRST_CELLS = 64;

/**
 * Finds small integers (slots, ids) by a hash, at 4 bytes a cell: a `Map` with
 * uid strings as keys costs about 150 bytes a pod. Hashes are not kept, because
 * whoever keeps the things can tell them again. Open addressing with linear
 * probing; deletion shifts back, so there are no tombstones to sweep.
 */
export class HashIndex {
  #values = new Int32Array(FIRST_CELLS).fill(EMPTY);
  #size = 0;

  /** @param hashOf - the 32 bits under which a value was added, for as long as it is here */
  constructor(private readonly hashOf: (value: number) => number) {}

  get size(): number {
    return this.#size;
  }

  /** The value with this hash that `matches`, which is asked about others, too; -1 when there is none. */
  find(hash: number, matches: (value: number) => boolean): number {
    const values = this.#values;
    for (let i = this.#home(hash); ; i = this.#after(i)) {
      const value = values[i];
      if (value === EMPTY || matches(value)) {
        return value;
      }
    }
  }

  /** The caller has made sure that the value is not there yet. */
  add(hash: number, value: number): void {
    if (this.#size + 1 > this.#values.length * MAX_LOAD) {
      this.#resize(grownRoom(this.#values.length));
    }
    this.#place(hash, value);
    this.#size += 1;
  }

  delete(hash: number, value: number): boolean {
    const values = this.#values;
    let i = this.#home(hash);
    while (values[i] !== value) {
      if (values[i] === EMPTY) {
        return false;
      }
      i = this.#after(i);
    }
    let hole = i;
    for (;;) {
      i = this.#after(i);
      if (values[i] === EMPTY) {
        break;
      }
      // An entry may move back only if its home cell is not between the hole and itself.
      const home = this.#home(this.hashOf(values[i]));
      if (this.#distance(home, i) >= this.#distance(hole, i)) {
        values[hole] = values[i];
        hole = i;
      }
    }
    values[hole] = EMPTY;
    this.#size -= 1;
    return true;
  }

  /** By the high bits, so that any number of cells will do. */
  #home(hash: number): number {
    return Math.floor(((hash >>> 0) / 2 ** 32) * this.#values.length);
  }

  #after(cell: number): number {
    return cell + 1 === this.#values.length ? 0 : cell + 1;
  }

  /** Steps of probing from one cell to another. */
  #distance(from: number, to: number): number {
    return to >= from ? to - from : to - from + this.#values.length;
  }

  #place(hash: number, value: number): void {
    let i = this.#home(hash);
    while (this.#values[i] !== EMPTY) {
      i = this.#after(i);
    }
    this.#values[i] = value;
  }

  #resize(cells: number): void {
    const values = this.#values;
    this.#values = new Int32Array(cells).fill(EMPTY);
    for (const value of values) {
      if (value !== EMPTY) {
        this.#place(this.hashOf(value), value);
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
