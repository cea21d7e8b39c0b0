import {
  NO_ID,
  POD_COLUMN_BIT,
  PodTable,
  quantise,
  type PodColumnName,
  type PodRow,
} from '@panorama/plugin-fleet-common';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';
import type { ClassDictionaries } from './ClassDictionaries';
import { LocalIds } from './LocalIds';

/** 4 KiB is the unit of the column and of the wire, so one step of the scale is one unit. */
const COLUMN_UNIT = 1;

type Numbers = Omit<PodRow, 'name'>;

const COLUMN_NAMES = Object.keys(POD_COLUMN_BIT) as PodColumnName[];

/**
 * The rows as the viewers of one class know them: local slots, local ids, usage
 * as its byte. Names stay in the inventory; about 50 bytes per visible pod.
 */
export class ClassTable extends PodTable {
  readonly #slots = new LocalIds();
  /** Local cluster by slot; a pod never moves to another one. */
  #clusters = new Uint16Array(64);

  constructor(
    private readonly reader: PodColumnsReader,
    private readonly dictionaries: ClassDictionaries,
  ) {
    super();
  }

  localSlot(globalSlot: number): number | undefined {
    return this.#slots.find(globalSlot);
  }

  /** The pod of a global slot that the class did not know; returns its local slot. */
  add(globalSlot: number): number {
    const slot = this.#slots.add(globalSlot);
    this.set(slot, { ...this.#read(globalSlot), name: '' });
    if (slot >= this.#clusters.length) {
      const grown = new Uint16Array(this.live.length);
      grown.set(this.#clusters);
      this.#clusters = grown;
    }
    const { cluster } = this.reader.namespace(
      this.reader.columns.namespace[globalSlot],
    );
    this.#clusters[slot] = this.dictionaries.use('clusters', cluster);
    return slot;
  }

  /** Returns the local slot that is a hole now, or `undefined` where the class knew nothing. */
  remove(globalSlot: number): number | undefined {
    const slot = this.#slots.release(globalSlot);
    if (slot !== undefined) {
      this.delete(slot);
    }
    return slot;
  }

  /** Takes over the present numbers of a known pod; returns the mask of columns that differ. */
  update(globalSlot: number, slot: number): number {
    const row = this.#read(globalSlot);
    let mask = 0;
    for (const name of COLUMN_NAMES) {
      if (this[name][slot] !== row[name]) {
        this[name][slot] = row[name];
        mask |= POD_COLUMN_BIT[name];
      }
    }
    return mask;
  }

  reuseReleased(): void {
    this.#slots.reuseReleased();
  }

  override nameOf(slot: number): string {
    const global = this.#slots.globalOf(slot);
    // A pod that went since the last tick: the next one removes it from the viewers.
    return global === undefined || !this.reader.columns.live[global]
      ? ''
      : this.reader.name(global);
  }

  override workloadName(workload: number): string {
    const global = this.dictionaries.globalOf('workloads', workload);
    return global === undefined ? '' : this.reader.workload(global).name;
  }

  /** Local id of the cluster that the slot's pod is, or last was, in. */
  override clusterOf(slot: number): number {
    return this.#clusters[slot];
  }

  #read(global: number): Numbers {
    const { columns } = this.reader;
    const { dictionaries } = this;
    const optional = (name: 'nodes' | 'reasons', id: number) =>
      id === NO_ID ? NO_ID : dictionaries.use(name, id);
    return {
      workload: dictionaries.use('workloads', columns.workload[global]),
      node: optional('nodes', columns.node[global]),
      shape: dictionaries.use('shapes', columns.shape[global]),
      image: dictionaries.use('images', columns.image[global]),
      reason: optional('reasons', columns.reason[global]),
      state: columns.state[global],
      readyContainers: columns.readyContainers[global],
      restarts: columns.restarts[global],
      restartsLastHour: columns.restartsLastHour[global],
      createdAt: columns.createdAt[global],
      cpuUsage: usageByte(columns.cpuUsage[global]),
      memoryUsage: usageByte(columns.memoryUsage[global]),
    };
  }
}

function usageByte(value: number): number {
  return quantise(value === NO_ID ? undefined : value, COLUMN_UNIT);
}
