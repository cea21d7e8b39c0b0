/** Functions to call, in the order in which they came. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** @returns the function that takes the listener away again */
  add(listener: (value: T) => void): () => void {
    // A function of its own, so that adding the same listener twice means two calls.
    const entry = (value: T) => listener(value);
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  call(value: T): void {
    for (const listener of [...this.#listeners]) {
      listener(value);
    }
  }
}

/** The listeners of one key; made when the first asks for them. */
export function listenersOf<T>(
  map: Map<string, Listeners<T>>,
  key: string,
): Listeners<T> {
  let listeners = map.get(key);
  if (!listeners) {
    listeners = new Listeners();
    map.set(key, listeners);
  }
  return listeners;
}
