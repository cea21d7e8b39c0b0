/**
 * Numbers as people write them in filters. Each function answers `undefined`
 * for a text that it does not understand, so that the parser can point at it.
 */

const BINARY: Record<string, number> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};
const DECIMAL: Record<string, number> = {
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
};
const SECONDS: Record<string, number> = {
  s: 1,
  m: 60,
  min: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

function decimal(text: string): number | undefined {
  return /^\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
}

/** `3`, `1.5`, `12k`: a plain count. @public */
export function parseCount(text: string): number | undefined {
  const thousand = /^(.+)k$/i.exec(text);
  const number = decimal(thousand ? thousand[1] : text);
  return number === undefined ? undefined : number * (thousand ? 1000 : 1);
}

/** `250m`, `0.25`, `2`: millicores, as Kubernetes writes CPU. @public */
export function parseCpu(text: string): number | undefined {
  const milli = /^(.+)m$/.exec(text);
  const number = decimal(milli ? milli[1] : text);
  return number === undefined ? undefined : number * (milli ? 1 : 1000);
}

/** `1.5Gi`, `512Mi`, `500M`, `1024`: bytes. A trailing `B` is allowed. @public */
export function parseBytes(text: string): number | undefined {
  const match = /^([\d.]+)([KMGTP]i|[kKMGTP])?B?$/.exec(text);
  const number = match ? decimal(match[1]) : undefined;
  if (!match || number === undefined) {
    return undefined;
  }
  const unit = match[2];
  return number * (unit ? BINARY[unit] ?? DECIMAL[unit] : 1);
}

/** `30s`, `10m`, `2h`, `7d`, `2h30m`: seconds; a bare number is seconds. @public */
export function parseDuration(text: string): number | undefined {
  const bare = decimal(text);
  if (bare !== undefined) {
    return bare;
  }
  if (!/^(\d+(\.\d+)?(min|[smhdw]))+$/.test(text)) {
    return undefined;
  }
  let seconds = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)(min|[smhdw])/g)) {
    const amount = decimal(number);
    if (amount === undefined) {
      return undefined;
    }
    seconds += amount * SECONDS[unit];
  }
  return seconds;
}

/** `90%`, `0.9`: a ratio, 1 is all of it. @public */
export function parseRatio(text: string): number | undefined {
  const percent = /^(.+)%$/.exec(text);
  const number = decimal(percent ? percent[1] : text);
  return number === undefined ? undefined : number / (percent ? 100 : 1);
}
