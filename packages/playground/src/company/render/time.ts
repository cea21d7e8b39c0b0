/** Seconds since the epoch as Kubernetes writes times. */
export function isoSeconds(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** ms since the epoch as Kubernetes writes times. */
export function isoMs(ms: number): string {
  return isoSeconds(Math.floor(ms / 1000));
}
