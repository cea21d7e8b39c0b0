import type { ColouringId } from '../../types';

/** What the steps of a colouring are measured in; shares are 0 to 1. */
export type CutUnit = 'percent' | 'count' | 'seconds' | 'millicores' | 'bytes';

/** A scale has five steps, so four bounds between them. */
export const CUTS = 4;

const UNITS: Partial<Record<ColouringId, CutUnit>> = {
  'restarts.1h': 'count',
  restarts: 'count',
  age: 'seconds',
  'cpu.request': 'percent',
  'cpu.limit': 'percent',
  cpu: 'millicores',
  'mem.request': 'percent',
  'mem.limit': 'percent',
  mem: 'bytes',
};

/** The unit of a colouring's steps; `undefined` where it has none, as for states. */
export function cutUnitOf(id: ColouringId): CutUnit | undefined {
  return UNITS[id];
}

/** Suffixes by unit, largest first; the last one may be left out when reading. */
const SUFFIXES: Record<CutUnit, ReadonlyArray<readonly [string, number]>> = {
  percent: [['%', 0.01]],
  count: [['', 1]],
  seconds: [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ],
  millicores: [
    ['', 1000],
    ['m', 1],
  ],
  bytes: [
    ['Ti', 2 ** 40],
    ['Gi', 2 ** 30],
    ['Mi', 2 ** 20],
    ['Ki', 2 ** 10],
    ['', 1],
  ],
};

/** A bound as the filter language writes it: `90%`, `10m`, `512Mi`, `250m`. */
export function formatCut(unit: CutUnit, value: number): string {
  const [suffix, factor] =
    SUFFIXES[unit].find(([, size]) => isWhole(value / size)) ??
    SUFFIXES[unit][SUFFIXES[unit].length - 1];
  return `${Number((value / factor).toPrecision(12))}${suffix}`;
}

function isWhole(value: number): boolean {
  return value >= 1 && Math.abs(value - Math.round(value)) < 1e-9;
}

function parseCut(unit: CutUnit, text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z%]*)$/i.exec(text.trim());
  const suffix = SUFFIXES[unit].find(
    ([name]) => name.toLowerCase() === match?.[2].toLowerCase(),
  );
  if (!match) {
    return undefined;
  }
  // "80" under shares can only mean per cent.
  const factor =
    suffix?.[1] ?? (unit === 'percent' && match[2] === '' ? 0.01 : undefined);
  const value = factor === undefined ? undefined : Number(match[1]) * factor;
  return unit === 'count' && value !== undefined && !Number.isInteger(value)
    ? undefined
    : value;
}

/**
 * Four ascending bounds above zero from a text such as `50%,70%,80%,95%`.
 * `undefined` for anything else: then the usual bounds hold.
 */
export function parseCuts(
  id: ColouringId,
  text: string,
): readonly number[] | undefined {
  const unit = cutUnitOf(id);
  if (!unit) {
    return undefined;
  }
  const cuts = text.split(',').map(part => parseCut(unit, part));
  const isScale =
    cuts.length === CUTS &&
    cuts.every(
      (cut, i) => cut !== undefined && cut > (i > 0 ? cuts[i - 1] ?? 0 : 0),
    );
  return isScale ? (cuts as number[]) : undefined;
}

/** What `parseCuts` reads back. */
export function formatCuts(id: ColouringId, cuts: readonly number[]): string {
  const unit = cutUnitOf(id);
  return unit ? cuts.map(cut => formatCut(unit, cut)).join(',') : '';
}
