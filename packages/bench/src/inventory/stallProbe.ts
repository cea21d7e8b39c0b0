import { Worker } from 'node:worker_threads';

const SAMPLE_MS = 1;

/** Longest gap between two ticks of a 1 ms timer of this thread, so far. */
class TickGaps {
  #last = performance.now();
  #longest = 0;
  readonly #timer = setInterval(() => {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#last - SAMPLE_MS);
    this.#last = now;
  }, SAMPLE_MS);

  stop(): number {
    clearInterval(this.#timer);
    return Math.max(this.#longest, performance.now() - this.#last - SAMPLE_MS);
  }
}

/** An idle thread with the same timer: what the machine does to everybody. */
const CONTROL = `
  const { parentPort } = require('node:worker_threads');
  let last = performance.now();
  let longest = 0;
  setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - ${SAMPLE_MS});
    last = now;
  }, ${SAMPLE_MS});
  parentPort.on('message', () => { parentPort.postMessage(longest); process.exit(0); });
`;

/** Measures how long the main thread was not there, beside an idle thread of the same run. */
export function startStallProbe() {
  const control = new Worker(CONTROL, { eval: true, execArgv: [] });
  const gaps = new TickGaps();
  return {
    /** Longest stall in ms, less what the idle thread suffered; and both as measured. */
    async stop() {
      const main = gaps.stop();
      const idle = await new Promise<number>(resolve => {
        control.once('message', resolve);
        control.postMessage('stop');
      });
      return { stallMs: Math.max(0, main - idle), mainMs: main, idleMs: idle };
    },
  };
}
