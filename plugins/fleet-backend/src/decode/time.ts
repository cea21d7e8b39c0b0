/** `2026-11-20T08:00:00Z`: what API servers write for `metav1.Time`. */
const SECONDS_LENGTH = 20;

/** ms since the epoch of an RFC 3339 time; `undefined` when it is none. Numbers are such ms already. */
export function timeMs(text: string | number | undefined): number | undefined {
  if (typeof text === 'number') {
    return text;
  }
  if (!text) {
    return undefined;
  }
  if (text.length === SECONDS_LENGTH && text.endsWith('Z')) {
    // A fifth of the cost of Date.parse, and a pod has half a dozen of them.
    const ms = Date.UTC(
      digits(text, 0, 4),
      digits(text, 5, 7) - 1,
      digits(text, 8, 10),
      digits(text, 11, 13),
      digits(text, 14, 16),
      digits(text, 17, 19),
    );
    return Number.isNaN(ms) ? undefined : ms;
  }
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) {
      return NaN;
    }
    value = value * 10 + digit;
  }
  return value;
}
