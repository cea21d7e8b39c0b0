import type { Clock } from '../Clock';

/** A clock that moves only when a test says so. */
export class FakeClock implements Clock {
  #now = 1_700_000_000_000;
  readonly #timers = new Set<{
    at: number;
    everyMs?: number;
    run: () => void;
  }>();

  now = () => this.#now;

  after(ms: number, run: () => void) {
    return this.#add({ at: this.#now + ms, run });
  }

  every(ms: number, run: () => void) {
    return this.#add({ at: this.#now + ms, everyMs: ms, run });
  }

  /** Timers that were neither cancelled nor run. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Runs what is due, in its order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
      if (!next || next.at > until) {
        break;
      }
      this.#now = next.at;
      if (next.everyMs === undefined) {
        this.#timers.delete(next);
      } else {
        next.at += next.everyMs;
      }
      next.run();
    }
    this.#now = until;
  }

  #add(timer: { at: number; everyMs?: number; run: () => void }) {
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }
}
