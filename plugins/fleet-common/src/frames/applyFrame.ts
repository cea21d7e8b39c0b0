import { POD_COLUMNS } from './columns';
import { decodeDelta, type DecodedDelta } from './delta';
import {
  decodeDictionary,
  DICTIONARY_NAMES,
  type DictionaryContent,
  type DictionaryName,
} from './dictionary';
import type { PayloadFrame } from './envelope';
import { FrameError } from './FrameError';
import { decodeKeyframe, type DecodedKeyframe } from './keyframe';
import { decodeMessage } from './messages';
import { NO_ID, type PodTable } from './PodTable';
import type { FrameEffect } from './protocol';
import type { DecodedRows } from './rows';

/**
 * Brings the table up to the frame. Frames must come in the order of the
 * stream. Everything is checked before the first write, so a frame that throws
 * leaves the table as it was.
 *
 * @throws FrameError
 * @public
 */
export function applyFrame(table: PodTable, frame: PayloadFrame): FrameEffect {
  const { type, payload } = frame;
  const workloadName = (id: number) => table.workloads[id]?.name;
  switch (type) {
    case 'hello':
      return { type, hello: decodeMessage(type, payload) };
    case 'dictionary':
      return applyDictionary(table, decodeDictionary(payload));
    case 'keyframe':
      return applyKeyframe(table, decodeKeyframe(payload, workloadName));
    case 'delta':
      return applyDelta(table, decodeDelta(payload, workloadName));
    case 'clusters':
      return { type, clusters: decodeMessage(type, payload) };
    case 'heartbeat':
      return { type, ...decodeMessage(type, payload) };
    case 'bye':
      return { type, bye: decodeMessage(type, payload) };
    default:
      throw new FrameError(
        'unknown',
        `Frame type ${type satisfies never} is unknown.`,
      );
  }
}

function applyDictionary(
  table: PodTable,
  content: DictionaryContent,
): FrameEffect {
  const lengths = {} as Record<DictionaryName, number>;
  for (const name of DICTIONARY_NAMES) {
    lengths[name] = content.reset ? 0 : table[name].length;
    const { ids } = content.rows[name] ?? { ids: [] };
    for (let at = 0; at < ids.length; at++) {
      if (ids[at] > lengths[name]) {
        throw new FrameError(
          'out-of-order',
          `Entry ${ids[at]} of ${name} came when only ${lengths[name]} were known.`,
        );
      }
      lengths[name] = Math.max(lengths[name], ids[at] + 1);
    }
  }
  const { namespaces, nodes, workloads } = content.rows;
  for (const row of [...(namespaces?.rows ?? []), ...(nodes?.rows ?? [])]) {
    requireId('clusters', row.cluster, lengths.clusters);
  }
  for (const row of workloads?.rows ?? []) {
    requireId('namespaces', row.namespace, lengths.namespaces);
  }

  if (content.reset) {
    table.clear();
    table.keyframesToFollow = content.reset.keyframes;
  }
  const write = <Name extends DictionaryName>(name: Name) => {
    const section = content.rows[name];
    const target: unknown[] = table[name];
    section?.rows.forEach((row, at) => {
      target[section.ids[at]] = row;
    });
  };
  DICTIONARY_NAMES.forEach(write);
  return { type: 'dictionary', reset: content.reset !== undefined };
}

function applyKeyframe(
  table: PodTable,
  { cursor, rows }: DecodedKeyframe,
): FrameEffect {
  requireId('clusters', cursor.cluster, table.clusters.length);
  checkRows(
    table,
    rows,
    cursor.cluster,
    slot => table.clusterOf(slot) !== cursor.cluster,
  );

  for (const slot of table.slots(cursor.cluster)) {
    table.delete(slot);
  }
  writeRows(table, rows);
  if (!table.cursors[cursor.cluster]) {
    table.keyframesToFollow = Math.max(0, table.keyframesToFollow - 1);
  }
  table.cursors[cursor.cluster] = cursor;
  return { type: 'keyframe', cursor };
}

function applyDelta(table: PodTable, delta: DecodedDelta): FrameEffect {
  const { cursor, removed, added, groups } = delta;
  const before = table.cursors[cursor.cluster];
  if (
    before?.epoch !== cursor.epoch ||
    before.sequence + 1 !== cursor.sequence
  ) {
    throw new FrameError(
      'out-of-order',
      `Change ${cursor.epoch}.${cursor.sequence} of cluster ${
        cursor.cluster
      } came after ${
        before ? `${before.epoch}.${before.sequence}` : 'nothing'
      }.`,
    );
  }
  checkRows(table, added, cursor.cluster, () => true);
  const removedSlots = new Set<number>();
  for (const slot of removed) {
    requirePod(table, slot, cursor.cluster);
    removedSlots.add(slot);
  }
  for (const { slots, columns } of groups) {
    for (const slot of slots) {
      requirePod(table, slot, cursor.cluster);
      if (removedSlots.has(slot)) {
        throw new FrameError(
          'corrupt',
          `Slot ${slot} is changed and removed at once.`,
        );
      }
    }
    for (const { name, values } of columns) {
      checkIds(table, name, values, cursor.cluster);
    }
  }

  for (const slot of removed) {
    table.delete(slot);
  }
  writeRows(table, added);
  const changed = new Set(added.slots);
  let columnsChanged = 0;
  for (const { mask, slots, columns } of groups) {
    columnsChanged |= mask;
    for (const { name, values } of columns) {
      const column = table[name];
      slots.forEach((slot, at) => {
        column[slot] = values[at];
      });
    }
    slots.forEach(slot => changed.add(slot));
  }
  table.cursors[cursor.cluster] = cursor;
  return {
    type: 'delta',
    cursor,
    changed: Uint32Array.from(changed),
    added: added.slots,
    removed,
    columns: columnsChanged,
  };
}

function checkRows(
  table: PodTable,
  rows: DecodedRows,
  cluster: number,
  mayNotBeLive: (slot: number) => boolean,
): void {
  for (const { name } of POD_COLUMNS) {
    checkIds(table, name, rows.columns[name], cluster);
  }
  for (const slot of rows.slots) {
    if (table.live[slot] && mayNotBeLive(slot)) {
      throw new FrameError('corrupt', `Slot ${slot} is given to a second pod.`);
    }
  }
}

/** Each id must be known, and workload and cluster node must be of the frame's cluster. */
function checkIds(
  table: PodTable,
  column: DecodedDelta['groups'][number]['columns'][number]['name'],
  values: Uint32Array,
  cluster: number,
): void {
  switch (column) {
    case 'workload':
      for (const id of values) {
        requireId('workloads', id, table.workloads.length);
        if (
          table.namespaces[table.workloads[id].namespace].cluster !== cluster
        ) {
          throw new FrameError(
            'corrupt',
            `Workload ${id} is not in cluster ${cluster}.`,
          );
        }
      }
      break;
    case 'node':
      for (const id of values) {
        if (id !== NO_ID) {
          requireId('nodes', id, table.nodes.length);
        }
      }
      break;
    case 'reason':
      for (const id of values) {
        if (id !== NO_ID) {
          requireId('reasons', id, table.reasons.length);
        }
      }
      break;
    case 'shape':
      values.forEach(id => requireId('shapes', id, table.shapes.length));
      break;
    case 'image':
      values.forEach(id => requireId('images', id, table.images.length));
      break;
    default:
  }
}

function requireId(
  dictionary: DictionaryName,
  id: number,
  length: number,
): void {
  if (id >= length) {
    throw new FrameError(
      'out-of-order',
      `Entry ${id} of ${dictionary} is used, but only ${length} are known.`,
    );
  }
}

function requirePod(table: PodTable, slot: number, cluster: number): void {
  if (!table.live[slot] || table.clusterOf(slot) !== cluster) {
    throw new FrameError(
      'corrupt',
      `Slot ${slot} holds no pod of cluster ${cluster}.`,
    );
  }
}

function writeRows(table: PodTable, rows: DecodedRows): void {
  const { slots, columns, names } = rows;
  for (let at = 0; at < slots.length; at++) {
    table.set(slots[at], {
      workload: columns.workload[at],
      node: columns.node[at],
      shape: columns.shape[at],
      image: columns.image[at],
      name: names[at],
      state: columns.state[at],
      reason: columns.reason[at],
      readyContainers: columns.readyContainers[at],
      restarts: columns.restarts[at],
      restartsLastHour: columns.restartsLastHour[at],
      createdAt: columns.createdAt[at],
      cpuUsage: columns.cpuUsage[at],
      memoryUsage: columns.memoryUsage[at],
    });
  }
}
