import type { Clock } from '../Clock';

/** Lets everything happen that needs no time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) {
    await new Promise(setImmediate);
  }
}

/** A clock that moves only when a test says so. */
export class FakeClock implements Clock {
  #now = 1_700_000_000_000;
  readonly #timers = new Set<{ at: number; run: () => void }>();

  now = () => this.#now;

  after(ms: number, run: () => void) {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Runs what is due, in its order, and lets what follows from it happen. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      await settle();
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
      if (!next || next.at > until) {
        break;
      }
      this.#now = next.at;
      this.#timers.delete(next);
      next.run();
    }
    this.#now = until;
    await settle();
  }
}
