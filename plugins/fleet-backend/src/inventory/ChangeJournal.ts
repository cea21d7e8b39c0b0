/**
 * Which slots changed since the last tick, and in what. A slot that changes a
 * hundred times is one entry: last write wins.
 */
export class ChangeJournal {
  #what = new Uint8Array(1024);
  #slots = new Uint32Array(1024);
  #count = 0;

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  add(slot: number, what: number): void {
    if (slot >= this.#what.length) {
      const grown = new Uint8Array(Math.ceil((slot + 1) * 1.5));
      grown.set(this.#what);
      this.#what = grown;
    }
    if (this.#what[slot] === 0) {
      if (this.#count >= this.#slots.length) {
        const grown = new Uint32Array(this.#slots.length * 2);
        grown.set(this.#slots);
        this.#slots = grown;
      }
      this.#slots[this.#count] = slot;
      this.#count += 1;
    }
    this.#what[slot] |= what;
  }

  /** Everything since the last call, and starts anew. */
  take(): { slots: Uint32Array; what: Uint8Array } {
    const slots = this.#slots.slice(0, this.#count);
    const what = new Uint8Array(this.#count);
    for (let i = 0; i < slots.length; i += 1) {
      what[i] = this.#what[slots[i]];
      this.#what[slots[i]] = 0;
    }
    this.#count = 0;
    return { slots, what };
  }
}
