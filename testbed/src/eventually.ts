import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Asks again until `look` returns something other than undefined or false, and returns that. For what a controller does
 * in its own time.
 * @throws Error that names `what` and the last error, after `withinMs`.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  withinMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last = '';
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      last = '';
    } catch (error) {
      last = `; last error: ${error instanceof Error ? error.message : error}`;
    }
    if (Date.now() > deadline) {
      throw new Error(`not within ${withinMs / 1000} s: ${what}${last}`);
    }
    await sleep(POLL_MS);
  }
}
