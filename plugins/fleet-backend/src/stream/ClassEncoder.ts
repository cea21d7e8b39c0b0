import { constants, deflateRawSync } from 'node:zlib';
import {
  encodeDelta,
  encodeDictionary,
  encodeFrame,
  encodeKeyframe,
  type Deflate,
} from '@panorama/plugin-fleet-common';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';
import {
  POD_CHANGE,
  type ClassEncoder,
  type CreateClassEncoder,
  type PodChanges,
} from '../worker/classEncoding';
import { ClassDictionaries } from './ClassDictionaries';
import { ClassTable } from './ClassTable';

/**
 * Level 1: for the picture of 100,000 pods, level 6 takes three times as long
 * (130 ms) and saves 8 % of the bytes. Synchronous, because it runs on the inventory thread, once per class.
 */
export const deflateFrame: Deflate = payload =>
  deflateRawSync(payload, { level: constants.Z_BEST_SPEED });

/** What one tick did to the pods of one cluster, in local slots. */
interface ClusterChanges {
  removed: number[];
  added: number[];
  changed: Map<number, number[]>;
}

/**
 * Frames for the viewers that share one set of rights.
 *
 * Keeps the rows as those viewers know them and compares, so a change that came
 * and went within a tick, or one that the byte scale of usage does not show,
 * costs nothing. A mask that grows adds rows; a mask that shrinks starts a new
 * numbering with a new picture, so that no id remembers what was there.
 *
 * Expects to be asked for a keyframe right after a tick.
 */
class PodClassEncoder implements ClassEncoder {
  readonly #reader: PodColumnsReader;
  readonly #deflate: Deflate;
  #mask: Uint8Array;
  #dictionaries: ClassDictionaries;
  #table: ClassTable;
  #epoch: number;
  /** By local cluster: the number of its last delta. */
  #sequences: number[] = [];

  constructor(
    reader: PodColumnsReader,
    mask: Uint8Array,
    firstEpoch: number,
    deflate: Deflate,
  ) {
    this.#epoch = firstEpoch;
    this.#reader = reader;
    this.#deflate = deflate;
    this.#mask = mask.slice();
    this.#dictionaries = new ClassDictionaries(reader);
    this.#table = new ClassTable(reader, this.#dictionaries);
    this.#fill();
  }

  tick(changes: PodChanges): Uint8Array[] {
    this.#table.reuseReleased();
    this.#dictionaries.reuseReleased();
    const { renamed, released } = changes;
    renamed.namespaces.forEach(id =>
      this.#dictionaries.rename('namespaces', id),
    );
    renamed.nodes.forEach(id => this.#dictionaries.rename('nodes', id));
    renamed.workloads.forEach(id => this.#dictionaries.rename('workloads', id));
    const byCluster = this.#collect(changes);
    const frames = this.#framesOf(byCluster);
    for (const name of [
      'nodes',
      'workloads',
      'images',
      'shapes',
      'reasons',
    ] as const) {
      released[name].forEach(id => this.#dictionaries.release(name, id));
    }
    return frames;
  }

  keyframe(): Uint8Array[] {
    const clusters = [...this.#sequences.keys()];
    const dictionary = encodeDictionary({
      reset: { keyframes: clusters.length },
      rows: this.#dictionaries.all(),
    });
    return [
      encodeFrame('dictionary', dictionary, this.#deflate),
      ...clusters.map(cluster => this.#keyframeOf(cluster)),
    ];
  }

  setMask(mask: Uint8Array): Uint8Array[] {
    const before = this.#mask;
    this.#mask = mask.slice();
    if (before.some((visible, id) => visible && !mask[id])) {
      this.#epoch += 1;
      this.#sequences = [];
      this.#dictionaries = new ClassDictionaries(this.#reader);
      this.#table = new ClassTable(this.#reader, this.#dictionaries);
      this.#fill();
      return this.keyframe();
    }
    const gained = mask.map((visible, id) => (visible && !before[id] ? 1 : 0));
    const byCluster = new Map<number, ClusterChanges>();
    if (gained.includes(1)) {
      for (const slot of this.#reader.slots({ namespaceMask: gained })) {
        if (this.#table.localSlot(slot) === undefined) {
          this.#add(byCluster, slot);
        }
      }
    }
    return this.#framesOf(byCluster);
  }

  /**
   * Everything visible, known to nobody yet. Pods of a workload get neighbouring
   * slots, in whatever order the inventory has them, so that keyframes repeat.
   */
  #fill(): void {
    const { namespace, workload } = this.#reader.columns;
    const slots = Uint32Array.from(
      this.#reader.slots({ namespaceMask: this.#mask }),
    );
    slots.sort(
      (a, b) =>
        namespace[a] - namespace[b] || workload[a] - workload[b] || a - b,
    );
    for (const slot of slots) {
      const local = this.#table.add(slot);
      this.#sequences[this.#table.clusterOf(local)] = 0;
    }
    this.#dictionaries.takeUnsent();
  }

  #collect({ slots, what }: PodChanges): Map<number, ClusterChanges> {
    const { columns } = this.#reader;
    const table = this.#table;
    const byCluster = new Map<number, ClusterChanges>();
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at];
      const local = table.localSlot(slot);
      const isVisible =
        columns.live[slot] && this.#mask[columns.namespace[slot]];
      const isOther = what[at] & (POD_CHANGE.added | POD_CHANGE.removed);
      if (local !== undefined && (isOther || !isVisible)) {
        table.remove(slot);
        changesOf(byCluster, table.clusterOf(local)).removed.push(local);
      }
      if (isVisible && (local === undefined || isOther)) {
        this.#add(byCluster, slot);
      } else if (isVisible && local !== undefined) {
        const mask = table.update(slot, local);
        if (mask) {
          const { changed } = changesOf(byCluster, table.clusterOf(local));
          const group = changed.get(mask);
          if (group) {
            group.push(local);
          } else {
            changed.set(mask, [local]);
          }
        }
      }
    }
    return byCluster;
  }

  #add(byCluster: Map<number, ClusterChanges>, slot: number): void {
    const local = this.#table.add(slot);
    changesOf(byCluster, this.#table.clusterOf(local)).added.push(local);
  }

  #framesOf(byCluster: Map<number, ClusterChanges>): Uint8Array[] {
    const frames: Uint8Array[] = [];
    const rows = this.#dictionaries.takeUnsent();
    if (rows) {
      frames.push(
        encodeFrame('dictionary', encodeDictionary({ rows }), this.#deflate),
      );
    }
    for (const [cluster, { removed, added, changed }] of byCluster) {
      const sequence = this.#sequences[cluster];
      if (sequence === undefined) {
        this.#sequences[cluster] = 0;
        frames.push(this.#keyframeOf(cluster));
        continue;
      }
      this.#sequences[cluster] = sequence + 1;
      changed.forEach(ascend);
      const delta = encodeDelta(this.#cursorOf(cluster), this.#table, {
        removed: ascend(removed),
        added: Uint32Array.from(ascend(added)),
        changed,
      });
      frames.push(encodeFrame('delta', delta, this.#deflate));
    }
    return frames;
  }

  #keyframeOf(cluster: number): Uint8Array {
    const payload = encodeKeyframe(
      this.#cursorOf(cluster),
      this.#table,
      this.#table.slots(cluster),
    );
    return encodeFrame('keyframe', payload, this.#deflate);
  }

  #cursorOf(cluster: number) {
    return { cluster, epoch: this.#epoch, sequence: this.#sequences[cluster] };
  }
}

/** See {@link CreateClassEncoder}. The state of clusters travels by `ClassHub`, which knows who may see it. */
export const createClassEncoder: CreateClassEncoder = ({
  reader,
  mask,
  firstEpoch,
}) => new PodClassEncoder(reader, mask, firstEpoch, deflateFrame);

function changesOf(
  byCluster: Map<number, ClusterChanges>,
  cluster: number,
): ClusterChanges {
  let changes = byCluster.get(cluster);
  if (!changes) {
    changes = { removed: [], added: [], changed: new Map() };
    byCluster.set(cluster, changes);
  }
  return changes;
}

function ascend(slots: number[]): number[] {
  return slots.sort((a, b) => a - b);
}
