/** Time as a parameter, so that tests can move it. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Returns the function that cancels. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
