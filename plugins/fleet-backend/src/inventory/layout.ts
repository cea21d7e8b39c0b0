/**
 * The columns of the pod table, declared once: allocation, hand-over to the
 * main thread and documentation follow from this list.
 *
 * All columns have one element per slot, except `uid` (4), `resourceVersion`
 * (2) and `nameSuffix` (8). Ids are ids of the dictionaries below; `NO_ID` of
 * fleet-common means "none".
 */
export const POD_COLUMNS = {
  /** Odd while the row is being written: a reader on another thread retries. */
  version: { type: Uint32Array, perSlot: 1 },
  live: { type: Uint8Array, perSlot: 1 },
  namespace: { type: Uint32Array, perSlot: 1 },
  workload: { type: Uint32Array, perSlot: 1 },
  /** The direct controller (`ReplicaSet`, `Job`, …); the workload is the top of the chain. */
  owner: { type: Uint32Array, perSlot: 1 },
  node: { type: Uint32Array, perSlot: 1 },
  shape: { type: Uint32Array, perSlot: 1 },
  image: { type: Uint32Array, perSlot: 1 },
  labelSet: { type: Uint32Array, perSlot: 1 },
  /** Code of `POD_STATES`. */
  state: { type: Uint8Array, perSlot: 1 },
  reason: { type: Uint32Array, perSlot: 1 },
  readyContainers: { type: Uint8Array, perSlot: 1 },
  restarts: { type: Uint32Array, perSlot: 1 },
  /** Saturates at 255. */
  restartsLastHour: { type: Uint8Array, perSlot: 1 },
  /** Seconds since the epoch. */
  createdAt: { type: Uint32Array, perSlot: 1 },
  /** Millicores; `NO_ID` without data. */
  cpuUsage: { type: Uint32Array, perSlot: 1 },
  /** Units of 4 KiB; `NO_ID` without data. */
  memoryUsage: { type: Uint32Array, perSlot: 1 },
  uid: { type: Uint32Array, perSlot: 4 },
  /** High and low word of the decimal number; 0 where the cluster's is none. */
  resourceVersion: { type: Uint32Array, perSlot: 2 },
  /** The name behind `<owner>-`; see `nameLength`. */
  nameSuffix: { type: Uint8Array, perSlot: 8 },
  /** Bytes of `nameSuffix`; `WHOLE_NAME`: its first word is an id of `names`. */
  nameLength: { type: Uint8Array, perSlot: 1 },
} as const;

export type PodColumnName = keyof typeof POD_COLUMNS;

/** See {@link POD_COLUMNS}. */
export const WHOLE_NAME = 0xff;

export type PodColumnArrays = {
  [C in PodColumnName]: InstanceType<(typeof POD_COLUMNS)[C]['type']>;
};

export type PodColumnBuffers = Record<PodColumnName, SharedArrayBuffer>;

/**
 * The dictionaries behind the ids. Ids of `clusters` and `namespaces` are never
 * given to another thing, because access masks are indexed by them; the others
 * are reused a while after their last pod has gone.
 */
export const DICTIONARIES = [
  'clusters',
  'namespaces',
  'workloads',
  'owners',
  'nodes',
  'shapes',
  'images',
  'labelSets',
  'reasons',
  'names',
] as const;

export type DictionaryName = (typeof DICTIONARIES)[number];

/**
 * Texts of one dictionary in shared memory. Entry `id` has `lengths[id]` bytes
 * of UTF-8 from `offsets[id]` of `bytes`; `generations[id]` grows whenever the
 * id is given to another text.
 */
export interface DictionaryBuffers {
  bytes: SharedArrayBuffer;
  offsets: SharedArrayBuffer;
  lengths: SharedArrayBuffer;
  generations: SharedArrayBuffer;
}

/** Length of an id that is not in use. */
export const FREE_TEXT = 0xffffffff;

/** Everything that the main thread needs to read pods without asking. */
export interface SharedPods {
  /** Int32: see {@link POD_HEADER}. */
  header: SharedArrayBuffer;
  columns: PodColumnBuffers;
  dictionaries: Record<DictionaryName, DictionaryBuffers>;
}

/** Elements of the header. */
export const POD_HEADER = {
  /** One more than the highest slot ever used. */
  length: 0,
  /** Pods, without the holes. */
  size: 1,
} as const;
