/** Time as a parameter, so that tests can move it. Timers do not keep the process alive. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Both return the function that cancels. */
  after(ms: number, run: () => void): () => void;
  every(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  every(ms, run) {
    const timer = setInterval(run, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
