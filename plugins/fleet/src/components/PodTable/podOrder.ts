import { NO_ID, type PodTable } from '@panorama/plugin-fleet-common';

/** What pods can be ordered by; without a `-` in front, the worst or first comes first. */
export const POD_SORTS = [
  'state',
  'name',
  'place',
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
] as const;
export type PodSort = (typeof POD_SORTS)[number];

/** The text of `sort` in the address: `cpu`, or `-cpu` turned around. */
export function readSort(text: string): { by: PodSort; reverse: boolean } {
  const reverse = text.startsWith('-');
  const name = reverse ? text.slice(1) : text;
  return { by: POD_SORTS.find(sort => sort === name) ?? 'state', reverse };
}

export function writeSort({
  by,
  reverse,
}: ReturnType<typeof readSort>): string {
  return reverse ? `-${by}` : by;
}

const collator = new Intl.Collator('en', { numeric: true });

/** A number by slot; the smallest comes first. */
type Key = (slot: number) => number;

/** Texts belong to dictionary rows, far fewer than pods: only those are compared as texts. */
function ranked(
  rows: number,
  textOf: (row: number) => string | undefined,
  rowOf: (slot: number) => number,
): Key {
  const texts = Array.from({ length: rows }, (_, row) => textOf(row));
  const order = texts
    .map((_, row) => row)
    .sort((a, b) => compareTexts(texts[a], texts[b]));
  const rank = new Uint32Array(rows);
  order.forEach((row, place) => {
    const before = order[place - 1];
    const isSame = place > 0 && texts[before] === texts[row];
    rank[row] = isSame ? rank[before] : place;
  });
  return slot => (rowOf(slot) === NO_ID ? rows : rank[rowOf(slot)]);
}

/** Nothing comes last. */
function compareTexts(a: string | undefined, b: string | undefined): number {
  return a === undefined || b === undefined
    ? Number(a === undefined) - Number(b === undefined)
    : collator.compare(a, b);
}

const byWorkload =
  (textOf: (table: PodTable, row: number) => string | undefined) =>
  (table: PodTable): Key =>
    ranked(
      table.workloads.length,
      row => textOf(table, row),
      slot => table.workload[slot],
    );

const byNode =
  (textOf: (table: PodTable, row: number) => string | undefined) =>
  (table: PodTable): Key =>
    ranked(
      table.nodes.length,
      row => textOf(table, row),
      slot => table.node[slot],
    );

const KEYS: Record<Exclude<PodSort, 'name'>, (table: PodTable) => Key> = {
  state: t => slot => t.state[slot],
  place: byWorkload((t, row) => {
    const { cluster, name } = t.namespaces[t.workloads[row].namespace];
    return `${t.clusters[cluster]} ${name}`;
  }),
  owner: byWorkload((t, row) => t.workloads[row].owner),
  workload: byWorkload((t, row) => t.workloads[row].name),
  tenant: byWorkload(
    (t, row) => t.namespaces[t.workloads[row].namespace].tenant,
  ),
  node: byNode((t, row) => t.nodes[row].name),
  zone: byNode((t, row) => t.nodes[row].zone),
  image: t =>
    ranked(
      t.images.length,
      row => t.images[row],
      slot => t.image[slot],
    ),
  ready: t => slot =>
    t.readyContainers[slot] / (t.shapes[t.shape[slot]]?.containers || 1),
  restarts: t => slot => -t.restarts[slot],
  'restarts.1h': t => slot => -t.restartsLastHour[slot],
  cpu: t => slot => -t.cpuUsage[slot],
  mem: t => slot => -t.memoryUsage[slot],
  age: t => slot => -t.createdAt[slot],
};

/** Slots of the matching pods: worst first, or by a column; equals stay by slot. */
export function orderPods(
  table: PodTable,
  match: Uint8Array | undefined,
  sort: PodSort,
  reverse: boolean,
): number[] {
  const slots: number[] = [];
  for (let slot = 0; slot < table.length; slot++) {
    if (table.live[slot] && (!match || match[slot])) {
      slots.push(slot);
    }
  }
  const direction = reverse ? -1 : 1;
  if (sort === 'name') {
    const { names } = table;
    return slots.sort(
      (a, b) => direction * collator.compare(names[a], names[b]) || a - b,
    );
  }
  const key = KEYS[sort](table);
  return slots.sort((a, b) => direction * (key(a) - key(b)) || a - b);
}

/**
 * The same rows in the same places after a refresh: pods that left are dropped,
 * new ones are put at the end, and nothing else moves.
 */
export function keepOrder(
  before: readonly number[],
  now: readonly number[],
): number[] {
  const present = new Set(now);
  const kept = before.filter(slot => present.has(slot));
  const known = new Set(kept);
  return [...kept, ...now.filter(slot => !known.has(slot))];
}

/**
 * The fewest rows that must move to turn the shown order into a fresh one:
 * all but the longest run that is in the right order already (patience
 * sorting, O(n log n)).
 */
export function countMoves(
  shown: readonly number[],
  fresh: readonly number[],
): number {
  const rank = new Map(fresh.map((slot, index) => [slot, index]));
  const tails: number[] = [];
  for (const slot of shown) {
    const value = rank.get(slot) ?? fresh.length;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    tails[low] = value;
  }
  return shown.length - tails.length;
}
