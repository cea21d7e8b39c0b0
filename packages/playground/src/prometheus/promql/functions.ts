/** A scraped value: ms since the epoch, and what was there. */
export type Point = readonly [time: number, value: number];

/**
 * `rate` and `increase` as Prometheus computes them: the rise between the first
 * and the last point, resets added, extrapolated to the ends of the window
 * where those are near (`extrapolatedRate` in promql/functions.go, v2.42).
 *
 * @returns the increase over the window; undefined with fewer than two points
 */
export function extrapolatedIncrease(
  points: readonly Point[],
  from: number,
  to: number,
): number | undefined {
  if (points.length < 2) {
    return undefined;
  }
  const [firstTime, firstValue] = points[0];
  const [lastTime, lastValue] = points[points.length - 1];
  let rise = lastValue - firstValue;
  for (let index = 1; index < points.length; index += 1) {
    if (points[index][1] < points[index - 1][1]) {
      rise += points[index - 1][1];
    }
  }
  const sampled = lastTime - firstTime;
  const mean = sampled / (points.length - 1);
  let toStart = firstTime - from;
  const toEnd = to - lastTime;
  if (rise > 0 && firstValue >= 0) {
    // A counter was not below zero: it cannot have begun before that.
    toStart = Math.min(toStart, sampled * (firstValue / rise));
  }
  const isNear = (distance: number) => distance < mean * 1.1;
  const covered =
    sampled +
    (isNear(toStart) ? toStart : mean / 2) +
    (isNear(toEnd) ? toEnd : mean / 2);
  return (rise * covered) / sampled;
}

/**
 * `histogram_quantile` by linear interpolation in the bucket (`bucketQuantile`
 * in promql/quantile.go, v2.42).
 *
 * @param buckets - upper bound and cumulative count, in any order
 */
export function bucketQuantile(
  quantile: number,
  buckets: ReadonlyArray<readonly [bound: number, count: number]>,
): number {
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  if (sorted.length < 2 || sorted[sorted.length - 1][0] !== Infinity) {
    return NaN;
  }
  const total = sorted[sorted.length - 1][1];
  if (total === 0 || Number.isNaN(total)) {
    return NaN;
  }
  const rank = quantile * total;
  const index = sorted.findIndex(([, count]) => count >= rank);
  if (index === sorted.length - 1) {
    return sorted[sorted.length - 2][0];
  }
  if (index === 0 && sorted[0][0] <= 0) {
    return sorted[0][0];
  }
  const [end, countAtEnd] = sorted[index];
  const [start, countAtStart] = index > 0 ? sorted[index - 1] : [0, 0];
  return (
    start +
    ((end - start) * (rank - countAtStart)) / (countAtEnd - countAtStart)
  );
}
