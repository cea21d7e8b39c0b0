/** Time as a parameter: the company lives by the clock that it is given. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Calls back once after `delayMs`; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

interface Alarm {
  at: number;
  order: number;
  callback: () => void;
}

/** A clock for tests: time moves only by {@link ManualClock.advance}. */
export class ManualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #alarms = new Set<Alarm>();

  constructor(now: number) {
    this.#now = now;
  }

  now() {
    return this.#now;
  }

  after(delayMs: number, callback: () => void) {
    this.#order += 1;
    const alarm = { at: this.#now + delayMs, order: this.#order, callback };
    this.#alarms.add(alarm);
    return () => {
      this.#alarms.delete(alarm);
    };
  }

  /** Moves time and rings every alarm on the way, in order, also those set meanwhile. */
  advance(ms: number) {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#alarms]
        .filter(alarm => alarm.at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!due) {
        break;
      }
      this.#alarms.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
    }
    this.#now = end;
  }
}
