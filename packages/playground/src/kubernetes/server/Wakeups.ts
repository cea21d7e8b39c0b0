import type { KindId } from '../kinds';

/** Lets a watch sleep until its kind changes. A signal that comes while nobody waits is not lost. */
export class Wakeup {
  #signalled = false;
  #wake: (() => void) | undefined;

  signal(): void {
    this.#signalled = true;
    this.#wake?.();
  }

  /** Resolves at the next signal, or after `timeoutMs`. */
  async wait(timeoutMs: number): Promise<void> {
    if (!this.#signalled) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = undefined;
    this.#signalled = false;
  }
}

/** The sleeping watches of a cluster. */
export class Wakeups {
  readonly #byKind = new Map<KindId, Set<Wakeup>>();

  add(kindId: KindId): { wakeup: Wakeup; remove: () => void } {
    const wakeup = new Wakeup();
    const set = this.#byKind.get(kindId) ?? new Set();
    this.#byKind.set(kindId, set.add(wakeup));
    return { wakeup, remove: () => set.delete(wakeup) };
  }

  signal(kindId: KindId): void {
    this.#byKind.get(kindId)?.forEach(it => it.signal());
  }

  signalAll(): void {
    for (const kindId of this.#byKind.keys()) this.signal(kindId);
  }
}
