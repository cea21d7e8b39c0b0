/**
 * The numeric columns of a pod, in the order of the wire. The position of a
 * column is its bit in a delta's column mask, so columns are only ever appended
 * together with a new protocol version.
 *
 * - `id`      index in a dictionary, `NO_ID` for none; written as id + 1.
 * - `number`  unsigned 32-bit number.
 * - `byte`    0…255.
 */
export const POD_COLUMNS = [
  { name: 'state', coding: 'byte' },
  { name: 'reason', coding: 'id' },
  { name: 'readyContainers', coding: 'byte' },
  { name: 'cpuUsage', coding: 'byte' },
  { name: 'memoryUsage', coding: 'byte' },
  { name: 'restartsLastHour', coding: 'byte' },
  { name: 'restarts', coding: 'number' },
  { name: 'node', coding: 'id' },
  { name: 'shape', coding: 'id' },
  { name: 'image', coding: 'id' },
  { name: 'workload', coding: 'id' },
  { name: 'createdAt', coding: 'number' },
] as const;

/** @public */
export type PodColumnName = (typeof POD_COLUMNS)[number]['name'];

/** The numeric columns of a table, by slot. `PodTable` is one. @public */
export type PodColumnArrays = Record<PodColumnName, Uint8Array | Uint32Array>;

/** Bit of a column in a delta's mask. @public */
export const POD_COLUMN_BIT = Object.fromEntries(
  POD_COLUMNS.map(({ name }, position) => [name, 1 << position]),
) as Record<PodColumnName, number>;

/** All columns: the mask of a pod that is new. @public */
export const ALL_POD_COLUMNS = (1 << POD_COLUMNS.length) - 1;
