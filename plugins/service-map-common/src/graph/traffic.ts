/** Measured over a window; a field is absent where no source measures it. @public */
export interface Traffic {
  /** Requests, queries or messages a second. */
  requestsPerSecond?: number;
  /** Share of them that failed, 0–1. */
  errorRatio?: number;
  /**
   * Shares of all requests by response code or class (`503`, `5xx`, gRPC's
   * `14`, `-` without a response), 0–1, where a source tells; codes of success
   * may be left out.
   */
  codeRatios?: { readonly [code: string]: number };
  /** 95th percentile of the duration as the callee sees it, ms. */
  p95Ms?: number;
  /** Both directions together. */
  bytesPerSecond?: number;
  /** Connections that could not be opened, a second. */
  connectFailuresPerSecond?: number;
  windowSeconds: number;
}
