/** Shares of the visible pods below each cut. */
const QUANTILES = [0.25, 0.5, 0.75, 0.9];
const MI = 2 ** 20;

/**
 * Four ascending cuts near the quantiles of a histogram over usage bytes, each
 * at a number that people say: 1, 2 or 5 times a power of ten millicores, or a
 * power of two MiB. Cuts that fall together move up to the next such number.
 */
export function roundCuts(
  valueOfByte: ReadonlyArray<number | undefined>,
  histogram: Uint32Array,
  resource: 'cpu' | 'mem',
): number[] {
  const ladder = resource === 'cpu' ? DECIMAL_LADDER : BINARY_LADDER;
  let total = 0;
  histogram.forEach((count, byte) => {
    total += valueOfByte[byte] === undefined ? 0 : count;
  });
  const cuts: number[] = [];
  let rung = 0;
  for (const quantile of QUANTILES) {
    const value = total ? valueAt(valueOfByte, histogram, quantile * total) : 0;
    rung = Math.max(
      rung,
      ladder.findIndex(step => step >= value),
    );
    cuts.push(
      ladder[Math.min(rung, ladder.length - (QUANTILES.length - cuts.length))],
    );
    rung += 1;
  }
  return cuts;
}

function valueAt(
  valueOfByte: ReadonlyArray<number | undefined>,
  histogram: Uint32Array,
  rank: number,
): number {
  let seen = 0;
  for (let byte = 0; byte < histogram.length; byte++) {
    const value = valueOfByte[byte];
    if (value !== undefined) {
      seen += histogram[byte];
      if (seen >= rank) {
        return value;
      }
    }
  }
  return 0;
}

/** 1 m to 500 cores. */
const DECIMAL_LADDER = [1, 10, 100, 1e3, 1e4, 1e5].flatMap(power => [
  power,
  2 * power,
  5 * power,
]);
/** 1 MiB to 8 TiB. */
const BINARY_LADDER = Array.from(
  { length: 24 },
  (_, exponent) => 2 ** exponent * MI,
);
