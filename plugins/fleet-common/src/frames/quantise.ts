/**
 * One byte for a usage value: 0 means "no data", 1 means "zero", 2…255 lie on a
 * logarithmic scale. A step is 7.4 %, so a value comes back at most 3.7 % off,
 * which no colour step and no hover card can show; exact values come by REST.
 */
const STEP = Math.log(1.074);

/** Millicores: from 1 m to about 70,000 cores. Bytes: the unit is 4 KiB, up to about 280 TB. */
export const CPU_UNIT_MILLICORES = 1;
export const MEMORY_UNIT_BYTES = 4096;

/** @public */
export const NO_DATA = 0;

/** Byte of a usage value; `undefined` becomes {@link NO_DATA}. @public */
export function quantise(value: number | undefined, unit: number): number {
  if (value === undefined || !Number.isFinite(value) || value < 0) {
    return NO_DATA;
  }
  if (value < unit) {
    return 1;
  }
  return Math.min(255, 2 + Math.round(Math.log(value / unit) / STEP));
}

/** Usage value of a byte, in the unit's unit; `undefined` for {@link NO_DATA}. @public */
export function dequantise(byte: number, unit: number): number | undefined {
  if (byte === NO_DATA) {
    return undefined;
  }
  return byte === 1 ? 0 : unit * Math.exp((byte - 2) * STEP);
}
