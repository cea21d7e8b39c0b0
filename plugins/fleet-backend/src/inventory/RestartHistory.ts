/** Twelve buckets of five minutes: a restart counts for 60 to 65 minutes. */
export const BUCKET_MS = 5 * 60_000;
const BUCKETS = 13;

/** Restarts counted at most for a pod in the last hour: what a byte can tell. */
const MAX = 255;

/**
 * Restarts per pod in the last hour. Kubernetes keeps only a running total, so
 * the differences that we see are dated by when we saw them. Only pods that
 * restarted lately take room.
 */
export class RestartHistory {
  readonly #buckets = new Map<number, Uint8Array>();
  #current: number;

  constructor(nowMs: number) {
    this.#current = Math.floor(nowMs / BUCKET_MS);
  }

  /** @returns restarts of this slot in the last hour, these included */
  add(slot: number, restarts: number, nowMs: number): number {
    let buckets = this.#buckets.get(slot);
    if (!buckets) {
      buckets = new Uint8Array(BUCKETS);
      this.#buckets.set(slot, buckets);
    }
    const bucket = Math.floor(nowMs / BUCKET_MS) % BUCKETS;
    buckets[bucket] = Math.min(MAX, buckets[bucket] + restarts);
    return sum(buckets);
  }

  forget(slot: number): void {
    this.#buckets.delete(slot);
  }

  /** Lets old buckets expire and tells whose sum became smaller. */
  advance(
    nowMs: number,
    onChanged: (slot: number, restarts: number) => void,
  ): void {
    const current = Math.floor(nowMs / BUCKET_MS);
    const steps = Math.min(BUCKETS, current - this.#current);
    if (steps <= 0) {
      return;
    }
    for (const [slot, buckets] of this.#buckets) {
      const before = sum(buckets);
      for (let step = 1; step <= steps; step += 1) {
        buckets[(this.#current + step) % BUCKETS] = 0;
      }
      const after = sum(buckets);
      if (after === 0) {
        this.#buckets.delete(slot);
      }
      if (after !== before) {
        onChanged(slot, after);
      }
    }
    this.#current = current;
  }
}

function sum(buckets: Uint8Array): number {
  let total = 0;
  for (const bucket of buckets) {
    total += bucket;
  }
  return Math.min(MAX, total);
}
