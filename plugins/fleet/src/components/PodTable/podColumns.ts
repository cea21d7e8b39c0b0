import type { PodSort } from './podOrder';

/** Columns of the pods table, in the order in which they stand; the same words as in the URL. */
export const POD_COLUMNS = [
  'name',
  'place',
  'state',
  'owner',
  'workload',
  'node',
  'zone',
  'tenant',
  'image',
  'ready',
  'restarts',
  'restarts.1h',
  'cpu',
  'mem',
  'age',
] as const satisfies readonly PodSort[];
export type PodColumn = (typeof POD_COLUMNS)[number];

/** What is shown until somebody chooses otherwise. */
export const USUAL_COLUMNS: readonly PodColumn[] = [
  'name',
  'place',
  'state',
  'owner',
  'restarts',
  'cpu',
  'mem',
  'age',
];

const NUMBERS: readonly PodColumn[] = [
  'ready',
  'restarts',
  'restarts.1h',
  'cpu',
  'mem',
  'age',
];

/** Numbers stand at the right. */
export function isNumber(column: PodColumn): boolean {
  return NUMBERS.includes(column);
}

/** Smallest width in CSS pixels and share of what is left over. */
const WIDTHS: Record<PodColumn, readonly [number, number]> = {
  name: [220, 3],
  place: [180, 2],
  state: [140, 1.5],
  owner: [110, 1],
  workload: [140, 1.5],
  node: [140, 1],
  zone: [80, 0.5],
  tenant: [100, 1],
  image: [180, 2],
  ready: [76, 0],
  restarts: [84, 0],
  'restarts.1h': [104, 0],
  cpu: [84, 0],
  mem: [90, 0],
  age: [90, 0],
};

/** CSS grid of a row. */
export function gridOf(columns: readonly PodColumn[]): {
  gridTemplateColumns: string;
  minWidth: number;
} {
  const gap = 12;
  return {
    gridTemplateColumns: columns
      .map(column => WIDTHS[column])
      .map(([least, share]) =>
        share > 0 ? `minmax(${least}px, ${share}fr)` : `${least}px`,
      )
      .join(' '),
    minWidth: columns.reduce(
      (sum, column) => sum + WIDTHS[column][0] + gap,
      gap,
    ),
  };
}

/** The chosen columns in their order; the usual ones where nothing is chosen. */
export function shownColumns(chosen: readonly PodColumn[]): PodColumn[] {
  const names = chosen.length > 0 ? chosen : USUAL_COLUMNS;
  return POD_COLUMNS.filter(name => names.includes(name));
}

/** With a column shown or hidden; the last one stays. Empty for the usual ones. */
export function toggleColumn(
  shown: readonly PodColumn[],
  column: PodColumn,
): PodColumn[] {
  const next = POD_COLUMNS.filter(name =>
    name === column ? !shown.includes(name) : shown.includes(name),
  );
  const isUsual = next.join() === USUAL_COLUMNS.join();
  const kept = next.length > 0 ? next : [...shown];
  return isUsual ? [] : kept;
}

/** Dots separate levels in translation keys. */
export function columnKey(column: PodColumn) {
  return column === 'restarts.1h' ? 'restartsLastHour' : column;
}
