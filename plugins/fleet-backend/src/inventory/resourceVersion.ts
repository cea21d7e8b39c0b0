const WORD = 2 ** 32;

/**
 * High and low word of a decimal resourceVersion up to 2^53; `[0, 0]` for
 * anything else (Karmada and Clusterpedia make texts of several numbers).
 */
export function parseVersion(text: string): [high: number, low: number] {
  const value = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0;
  return Number.isSafeInteger(value)
    ? [Math.floor(value / WORD), value % WORD]
    : [0, 0];
}

export function formatVersion(high: number, low: number): string {
  const value = high * WORD + low;
  return value === 0 ? '' : String(value);
}

/**
 * Order of two resourceVersions by KEP-5504: decimal numbers by length, then by
 * text; `undefined` where they cannot be compared.
 */
export function compareVersions(a: string, b: string): number | undefined {
  if (!/^[1-9]\d*$/.test(a) || !/^[1-9]\d*$/.test(b)) {
    return undefined;
  }
  if (a.length !== b.length) {
    return a.length - b.length;
  }
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
