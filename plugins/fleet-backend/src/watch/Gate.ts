/**
 * Lets a few through at a time, in the order in which they came. Lists are
 * costed by priority and fairness with up to ten seats each: all kinds at once
 * would throttle the cluster's own controllers.
 */
export class Gate {
  #free: number;
  readonly #queue: Array<() => void> = [];

  constructor(places: number) {
    this.#free = places;
  }

  /** Resolves with the function that gives the place back; calling that twice does no harm. */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      await new Promise<void>((resolve, reject) => {
        const enter = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const leave = () => {
          this.#queue.splice(this.#queue.indexOf(enter), 1);
          reject(signal.reason);
        };
        this.#queue.push(enter);
        signal.addEventListener('abort', leave, { once: true });
      });
    }
    let isInside = true;
    return () => {
      if (isInside) {
        isInside = false;
        const next = this.#queue.shift();
        if (next) {
          next();
        } else {
          this.#free += 1;
        }
      }
    };
  }
}
