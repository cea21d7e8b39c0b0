/**
 * Requests that a window must hold before its error ratio says anything. One
 * failure in a quiet night is not an outage; Kiali, which has no such guard,
 * calls it one.
 */
export const MIN_REQUESTS = 20;

/** Failures in a window below which a bad ratio is neither red nor green. */
export const MIN_FAILURES = 5;

/** Looks in a row that must agree before traffic or a source's finding counts. */
export const MIN_LOOKS = 2;

/** And the time between the first and the last of them: looks may come in quick succession. */
export const CONFIRM_MS = 20_000;

/** A replica that was ready is allowed so long to be replaced: `Recreate`, a StatefulSet's single pod. */
export const RESTART_MS = 60_000;

/** Replicas may take so long to start; Coroot calls a rollout stuck after the same time. */
export const ROLLOUT_MS = 180_000;

/** A fault that comes back within this time never went away: a crash loop is ready for moments. */
export const RELAPSE_MS = 120_000;

/** Share of failing requests from which a callee is degraded or down when nobody says otherwise. */
export const ERROR_RATIO = {
  degraded: 0.01,
  // Kiali fails at 10 %. “Down” is a word for what does not work, so most requests must fail.
  down: 0.5,
} as const;

/** A duration is slow when it is so many times the usual one … */
export const SLOW_FACTOR = 2;

/** … and so much longer: twice 3 ms hurts nobody. Dynatrace uses the same figure. */
export const SLOW_BY_MS = 100;

/** A failing call explains a failing answer when such a share of the answers could come from it. */
export const EXPLAINED_SHARE = 0.5;

/** Nodes that are named as the origin of what another suffers from. */
export const MAX_ORIGINS = 10;
