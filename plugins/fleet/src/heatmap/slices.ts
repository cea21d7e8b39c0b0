/**
 * Work that may be interrupted: it yields wherever it can rest, and returns its
 * result at the end. What it reads must not change in between, or it is begun anew.
 */
export type Sliced<T> = Generator<void, T>;

/** Does all of it at once. */
export function finish<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) {
      return step.value;
    }
  }
}

/** Goes on until it is done or `isTimeUp`; always at least one step. */
export function advance<T>(
  work: Sliced<T>,
  isTimeUp: () => boolean,
): { done: true; value: T } | { done: false } {
  do {
    const step = work.next();
    if (step.done) {
      return { done: true, value: step.value };
    }
  } while (!isTimeUp());
  return { done: false };
}
