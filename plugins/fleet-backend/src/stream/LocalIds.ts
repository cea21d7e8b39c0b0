/** Nothing in this map. */
const NONE = 0xffffffff;

/**
 * Numbers things anew for one access class: the ids of the whole inventory
 * would tell how much there is that the viewer may not see. Global ids go in,
 * dense local ids come out, in the order in which the class met them.
 *
 * A released local id is not given away before `reuseReleased`, so that within
 * one tick an id never means two things.
 */
export class LocalIds {
  #local = new Uint32Array(0);
  #global: number[] = [];
  #released: number[] = [];
  #free: number[] = [];

  /** One more than the highest local id. */
  get length(): number {
    return this.#global.length;
  }

  /** `undefined` for what the class has not met. */
  find(global: number): number | undefined {
    const local = this.#local[global];
    return local === undefined || local === NONE ? undefined : local;
  }

  /** Global id behind a local one; `undefined` for an id that is free. */
  globalOf(local: number): number | undefined {
    const global = this.#global[local];
    return global === NONE ? undefined : global;
  }

  /** Gives the lowest free id where there is one. The global id must be new to the class. */
  add(global: number): number {
    const local = this.#free.pop() ?? this.#global.length;
    this.#reserve(global + 1);
    this.#local[global] = local;
    this.#global[local] = global;
    return local;
  }

  /** Returns the local id that it had. */
  release(global: number): number | undefined {
    const local = this.find(global);
    if (local !== undefined) {
      this.#local[global] = NONE;
      this.#global[local] = NONE;
      this.#released.push(local);
    }
    return local;
  }

  /** From now on, what was released may be given to others. */
  reuseReleased(): void {
    if (this.#released.length > 0) {
      this.#free.push(...this.#released);
      this.#released = [];
      // Low ids first: they keep the table short.
      this.#free.sort((a, b) => b - a);
    }
  }

  #reserve(ids: number): void {
    if (ids > this.#local.length) {
      const grown = new Uint32Array(
        Math.max(64, ids, this.#local.length * 2),
      ).fill(NONE);
      grown.set(this.#local);
      this.#local = grown;
    }
  }
}
