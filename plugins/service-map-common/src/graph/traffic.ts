/** Measured over a window; a field is absent where no source measures it. @public */
export interface Traffic {
  /** Requests, queries or messages a second. */
  requestsPerSecond?: number;
  /** Share of them that failed, 0–1. */
  errorRatio?: number;
  /** 95th percentile of the duration as the callee sees it, ms. */
  p95Ms?: number;
  /** Both directions together. */
  bytesPerSecond?: number;
  /** Connections that could not be opened, a second. */
  connectFailuresPerSecond?: number;
  windowSeconds: number;
}
