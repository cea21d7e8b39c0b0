/** Between readings of a catalog that fills. */
const FIRST_MS = 5_000;

/** A catalog that starts together with the fleet is full after this time, or will never be. */
const EARLY_MS = 90_000;

/**
 * How long until the catalog is read again. One that starts together with the
 * fleet fills while the first pages are looked at, so it is read soon while it
 * grows, and ever later while nothing comes.
 */
export class ReadingPace {
  #delayMs = 0;
  #earlyMs = 0;
  #entities = 0;

  constructor(private readonly refreshMs: number) {}

  /** @param entities - how many the last reading found */
  next(entities: number): number {
    const hasGrown = entities > this.#entities;
    this.#entities = entities;
    this.#delayMs =
      hasGrown || this.#delayMs === 0 ? FIRST_MS : this.#delayMs * 2;
    this.#earlyMs += this.#delayMs;
    if (this.#earlyMs >= EARLY_MS || this.#delayMs >= this.refreshMs) {
      // For good: a catalog that changes later is a catalog at work.
      this.#earlyMs = EARLY_MS;
      this.#delayMs = this.refreshMs;
    }
    return this.#delayMs;
  }
}
