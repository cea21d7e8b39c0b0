import { NO_ID, type PodTable } from '@panorama/plugin-fleet-common';
import type { GroupKey } from '../types';
import { entityName } from './entityName';

/** One value that a key can have. */
export interface KeyValue {
  /** Identity; empty where the pod has none. */
  value: string;
  label: string;
}

/** A group key bound to a table: who is in which group, as small numbers. */
export interface KeyReader {
  key: GroupKey;
  /** Sorted for people, "none" last. Index = rank. */
  values: KeyValue[];
  /** Rank by slot; only valid for slots and rows that existed when it was made. */
  rankOf(slot: number): number;
}

/** Value of a key for one pod, without any index: the definition that `readKey` must agree with. */
export function keyValueOf(
  table: PodTable,
  key: GroupKey,
  slot: number,
): KeyValue {
  const source = KEY_SOURCES[key];
  const row = source.column ? table[source.column][slot] : 0;
  return row === NO_ID ? NONE : source.read(table, row);
}

type Column = 'workload' | 'node' | 'image';

interface KeySource {
  /** Column of dictionary ids that decides the value; absent for `none`. */
  column?: Column;
  rows(table: PodTable): number;
  read(table: PodTable, row: number): KeyValue;
}

const NONE: KeyValue = { value: '', label: '' };

function plain(value: string | undefined): KeyValue {
  return value ? { value, label: value } : NONE;
}

function entity(ref: string | undefined): KeyValue {
  return ref ? { value: ref, label: entityName(ref) } : NONE;
}

/** `registry/team/app:1.2` → `app:1.2`; the tag matters, the registry rarely does. */
function imageLabel(image: string): string {
  return image.slice(image.lastIndexOf('/') + 1);
}

const byWorkload = (read: KeySource['read']): KeySource => ({
  column: 'workload',
  rows: table => table.workloads.length,
  read,
});

const byNode = (read: KeySource['read']): KeySource => ({
  column: 'node',
  rows: table => table.nodes.length,
  read,
});

/** To add a key: one line here and its name in `GROUP_KEYS`. */
const KEY_SOURCES: Record<GroupKey, KeySource> = {
  cluster: byWorkload((t, w) =>
    plain(t.clusters[t.namespaces[t.workloads[w].namespace].cluster]),
  ),
  namespace: byWorkload((t, w) =>
    plain(t.namespaces[t.workloads[w].namespace].name),
  ),
  tenant: byWorkload((t, w) =>
    plain(t.namespaces[t.workloads[w].namespace].tenant),
  ),
  owner: byWorkload((t, w) => entity(t.workloads[w].owner)),
  system: byWorkload((t, w) => entity(t.workloads[w].system)),
  workload: byWorkload((t, w) => {
    const { kind, name, namespace } = t.workloads[w];
    return {
      value: `${kind} ${t.namespaces[namespace].name}/${name}`,
      label: name,
    };
  }),
  node: byNode((t, n) => {
    // Two clusters may both have a "node-1": the cluster belongs to the identity.
    const { cluster, name } = t.nodes[n];
    return { value: `${t.clusters[cluster]}/${name}`, label: name };
  }),
  zone: byNode((t, n) => plain(t.nodes[n].zone)),
  image: {
    column: 'image',
    rows: table => table.images.length,
    read: (t, i) => ({ value: t.images[i], label: imageLabel(t.images[i]) }),
  },
  none: { rows: () => 1, read: () => NONE },
};

/** One order for everybody, whatever the language of the page: positions are shared by links. */
const collator = new Intl.Collator('en', { numeric: true });

function compareValues(a: KeyValue, b: KeyValue): number {
  if (!a.value || !b.value) {
    return Number(!a.value) - Number(!b.value);
  }
  return (
    collator.compare(a.label, b.label) ||
    collator.compare(a.value, b.value) ||
    // Equal for the collator is not equal: fall back to code units.
    Number(a.value > b.value) - Number(a.value < b.value)
  );
}

/** Ranks the values that the dictionary rows have; costs O(rows), not O(pods). */
export function readKey(table: PodTable, key: GroupKey): KeyReader {
  const source = KEY_SOURCES[key];
  const rows = source.rows(table);
  const distinct = new Map<string, KeyValue>([['', NONE]]);
  const valueOfRow = new Array<string>(rows);
  for (let row = 0; row < rows; row++) {
    const found = source.read(table, row);
    valueOfRow[row] = found.value;
    if (!distinct.has(found.value)) {
      distinct.set(found.value, found);
    }
  }
  const values = [...distinct.values()].sort(compareValues);
  const rankOfValue = new Map(values.map(({ value }, rank) => [value, rank]));
  const ranks = Uint32Array.from(
    valueOfRow,
    value => rankOfValue.get(value) as number,
  );
  const none = values.length - 1;
  if (!source.column) {
    return { key, values, rankOf: () => none };
  }
  const column = table[source.column];
  return {
    key,
    values,
    rankOf: slot => (column[slot] === NO_ID ? none : ranks[column[slot]]),
  };
}
