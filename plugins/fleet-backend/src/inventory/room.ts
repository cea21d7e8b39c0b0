/**
 * How growing arrays are dimensioned: in steps of a quarter, because half of a
 * doubled array is empty, and every pod pays for that.
 */
const GROWTH = 1.25;

/** What is left free when memory is fitted, so that the next pod does not move everything again. */
const SPARE = 1 / 32;

/** Fitting copies everything: not for less than this part of the memory. */
const WORTH_FITTING = 1 / 16;

/** Elements to allocate where `needed` do not fit any more. */
export function grownRoom(needed: number): number {
  return Math.ceil(needed * GROWTH);
}

/** Elements that are enough for `used`; `present` where giving the rest back is not worth a copy. */
export function fittedRoom(
  used: number,
  present: number,
  smallest: number,
): number {
  const fitted = Math.max(smallest, Math.ceil(used * (1 + SPARE)));
  return present - fitted > present * WORTH_FITTING ? fitted : present;
}

/** A copy with another number of elements, as many of the old ones as fit. */
export function resized<T extends Uint8Array | Uint32Array>(
  from: T,
  into: T,
): T {
  into.set(from.subarray(0, into.length));
  return into;
}
