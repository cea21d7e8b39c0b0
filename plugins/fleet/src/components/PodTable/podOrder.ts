import type { PodTable } from '@panorama/plugin-fleet-common';

/** Columns that pods can be ordered by. */
export const POD_SORTS = [
  'state',
  'name',
  'place',
  'owner',
  'restarts',
  'cpu',
  'mem',
  'age',
] as const;
export type PodSort = (typeof POD_SORTS)[number];

const collator = new Intl.Collator('en', { numeric: true });

type Compare = (table: PodTable, a: number, b: number) => number;

function place(table: PodTable, slot: number): string {
  const namespace = table.namespaceOf(slot);
  return `${table.clusters[namespace.cluster]} ${namespace.name}`;
}

function owner(table: PodTable, slot: number): string {
  return table.workloads[table.workload[slot]].owner ?? '\uffff';
}

const COMPARE: Record<PodSort, Compare> = {
  state: (t, a, b) => t.state[a] - t.state[b],
  name: (t, a, b) => collator.compare(t.names[a], t.names[b]),
  place: (t, a, b) => collator.compare(place(t, a), place(t, b)),
  owner: (t, a, b) => collator.compare(owner(t, a), owner(t, b)),
  restarts: (t, a, b) => t.restarts[b] - t.restarts[a],
  cpu: (t, a, b) => t.cpuUsage[b] - t.cpuUsage[a],
  mem: (t, a, b) => t.memoryUsage[b] - t.memoryUsage[a],
  age: (t, a, b) => t.createdAt[b] - t.createdAt[a],
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
  const compare = COMPARE[sort];
  return slots.sort((a, b) => direction * compare(table, a, b) || a - b);
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
