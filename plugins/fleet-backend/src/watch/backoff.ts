/** First wait and the longest one, as client-go's reflector (800 ms, 30 s). */
export const BACKOFF_FIRST_MS = 800;
export const BACKOFF_MAX_MS = 30_000;

/** A kind that is not served or not allowed may become so: a new CRD, a new role. */
export const MISSING_RECHECK_MS = 5 * 60_000;

/**
 * How long to wait before attempt number `attempt` (1 is the first repetition).
 * Between half and the whole of a doubling time, so that the watches that an
 * API server dropped all at once do not come back all at once.
 *
 * @param random - uniform in [0, 1)
 */
export function backoffMs(
  attempt: number,
  minimumMs: number,
  random: number,
): number {
  const ceiling = Math.min(
    BACKOFF_MAX_MS,
    BACKOFF_FIRST_MS * 2 ** Math.max(0, attempt - 1),
  );
  return Math.max(minimumMs, Math.round(ceiling * (0.5 + random / 2)));
}

/**
 * How long the server shall keep a watch open: 5 to 10 minutes at random, as
 * client-go, so that the watches of one start do not end together for ever.
 */
export function watchTimeoutSeconds(random: number): number {
  return Math.round(300 + 300 * random);
}
