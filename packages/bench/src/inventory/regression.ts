/**
 * Regressions that a bench puts into its own measurement, so that `--self-check`
 * can tell whether it would notice a real one. They reach a child process
 * through its environment.
 */
export const REGRESSIONS = ['stall', 'padding', 'throttle'] as const;

export type Regression = (typeof REGRESSIONS)[number];

const VARIABLE = 'PANORAMA_BENCH_REGRESSION';
const STALL_MS = 150;
const STALL_AFTER_MS = 60;
const PADDING_BYTES = 2_000;
const THROTTLED_EVENTS_PER_SECOND = 2_000;

/** For the environment of the children. */
export function regressionEnv(
  regression: Regression | undefined,
): Record<string, string> {
  if (regression === undefined) {
    return {};
  }
  return regression === 'throttle'
    ? { PANORAMA_BENCH_THROTTLE: String(THROTTLED_EVENTS_PER_SECOND) }
    : { [VARIABLE]: regression };
}

/** Starts the regression that the environment asks for, once a sync begins. */
export function injected(pods: number): { paddedBytes: number } {
  switch (process.env[VARIABLE]) {
    case 'stall':
      setTimeout(() => {
        const until = performance.now() + STALL_MS;
        while (performance.now() < until);
      }, STALL_AFTER_MS);
      return { paddedBytes: 0 };
    case 'padding':
      keep.push(Buffer.alloc(pods * PADDING_BYTES));
      return { paddedBytes: keep[0].length };
    default:
      return { paddedBytes: 0 };
  }
}

/** Where it is reachable until the process ends. */
const keep: Buffer[] = [];
