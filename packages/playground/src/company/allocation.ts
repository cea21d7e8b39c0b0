/**
 * Splits `total` into whole parts in proportion to `weights`, by the method of
 * largest remainders: the parts add up to `total` exactly, and ties go to the
 * earlier entry.
 */
export function largestRemainder(
  total: number,
  weights: readonly number[],
): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) {
    return weights.map(() => 0);
  }
  const exact = weights.map(weight => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const missing = total - parts.reduce((a, b) => a + b, 0);
  exact
    .map((value, index) => ({ index, remainder: value - parts[index] }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, missing)
    .forEach(({ index }) => {
      parts[index] += 1;
    });
  return parts;
}
