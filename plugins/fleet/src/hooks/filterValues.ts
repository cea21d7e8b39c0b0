import {
  NO_ID,
  POD_STATES,
  type KnownValue,
  type PodField,
  type PodTable,
} from '@panorama/plugin-fleet-common';

const MAX_VALUES = 500;

function entityName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

type Reader = (table: PodTable, slot: number) => string | undefined;

function workloadOf(table: PodTable, slot: number) {
  return table.workloads[table.workload[slot]];
}

function nodeOf(table: PodTable, slot: number) {
  return table.node[slot] === NO_ID ? undefined : table.nodes[table.node[slot]];
}

/** The short spelling of each field's values, as a person would type it. */
const READERS: Record<string, Reader> = {
  state: (table, slot) => POD_STATES[table.state[slot]],
  reason: (table, slot) => table.reasons[table.reason[slot]],
  cluster: (table, slot) => table.clusters[table.clusterOf(slot)],
  ns: (table, slot) => table.namespaceOf(slot).name,
  tenant: (table, slot) => table.namespaceOf(slot).tenant,
  workload: (table, slot) => workloadOf(table, slot).name,
  kind: (table, slot) => workloadOf(table, slot).kind,
  owner: (table, slot) => {
    const { owner } = workloadOf(table, slot);
    return owner && entityName(owner);
  },
  system: (table, slot) => {
    const { system } = workloadOf(table, slot);
    return system && entityName(system);
  },
  entity: (table, slot) => {
    const { entityRef } = workloadOf(table, slot);
    return entityRef && entityName(entityRef);
  },
  node: (table, slot) => nodeOf(table, slot)?.name,
  zone: (table, slot) => nodeOf(table, slot)?.zone,
  image: (table, slot) => {
    const image = table.images[table.image[slot]];
    return image.slice(image.lastIndexOf('/') + 1);
  },
  qos: (table, slot) => table.shapes[table.shape[slot]].qos.toLowerCase(),
};

/** Values that a field has now, with their number of pods, most frequent first. */
export function countValues(
  table: PodTable,
  fields: readonly PodField[],
  name: string,
): KnownValue[] {
  const read = READERS[name];
  if (!read || !fields.some(field => field.name === name)) {
    return [];
  }
  const counts = new Map<string, number>();
  for (let slot = 0; slot < table.length; slot++) {
    const value = table.live[slot] ? read(table, slot) : undefined;
    if (value) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MAX_VALUES);
}
