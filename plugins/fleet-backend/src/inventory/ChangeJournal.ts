import { grownRoom, resized } from './room';

/** Kept between ticks: a list changes all slots in one tick, and an ordinary tick some hundred. */
const KEPT_SLOTS = 8192;

/**
 * Which slots changed since the last tick, and in what. A slot that changes a
 * hundred times is one entry: last write wins.
 */
export class ChangeJournal {
  #what = new Uint8Array(1024);
  #slots = new Uint32Array(KEPT_SLOTS);
  #count = 0;

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  add(slot: number, what: number): void {
    if (slot >= this.#what.length) {
      this.#what = resized(this.#what, new Uint8Array(grownRoom(slot + 1)));
    }
    if (this.#what[slot] === 0) {
      if (this.#count >= this.#slots.length) {
        this.#slots = resized(
          this.#slots,
          new Uint32Array(this.#slots.length * 2),
        );
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
    if (this.#slots.length > KEPT_SLOTS) {
      this.#slots = new Uint32Array(KEPT_SLOTS);
    }
    return { slots, what };
  }
}
