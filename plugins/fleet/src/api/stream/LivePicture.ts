import {
  applyFrame,
  PodTable,
  startsPicture,
  type ClusterStatus,
  type PayloadFrame,
} from '@panorama/plugin-fleet-common';

/** What some frames changed, for whoever draws the table. @public */
export interface FleetChange {
  /** Slots that were written and hold a pod; `'all'` after a new picture. */
  changed: Uint32Array | 'all';
  /** Slots that were emptied; nothing where `changed` is `'all'`. */
  removed: Uint32Array;
}

export const NO_CHANGE: FleetChange = {
  changed: new Uint32Array(),
  removed: new Uint32Array(),
};

/**
 * The table on screen. The first picture appears cluster by cluster; a later
 * one is put together out of sight and then takes its place, so that a
 * reconnection never empties the screen.
 */
export class LivePicture {
  readonly table = new PodTable();
  #statuses: ClusterStatus[] = [];
  #clusters: ClusterStatus[] = [];
  /** The picture that is not complete yet. */
  #next: PodTable | undefined;

  /** With the `index` of those clusters that have rows. The same array until something changed. */
  get clusters(): ClusterStatus[] {
    return this.#clusters;
  }

  /** @throws FrameError: the table is as the frame before left it; ask for a new picture. */
  apply(frames: readonly PayloadFrame[]): FleetChange {
    let isAll = false;
    let areClustersNew = false;
    const touched = new Set<number>();
    for (const frame of frames) {
      if (startsPicture(frame)) {
        this.#next = this.table.size > 0 ? new PodTable() : undefined;
        isAll ||= this.#next === undefined;
      }
      const effect = applyFrame(this.#next ?? this.table, frame);
      if (this.#next) {
        if (this.#next.keyframesToFollow === 0) {
          this.table.replaceWith(this.#next);
          this.#next = undefined;
          isAll = true;
        }
      } else if (effect.type === 'delta') {
        effect.changed.forEach(slot => touched.add(slot));
        effect.removed.forEach(slot => touched.add(slot));
      } else if (effect.type === 'keyframe' || effect.type === 'dictionary') {
        isAll = true;
      }
      if (effect.type === 'clusters') {
        this.#statuses = effect.clusters.clusters;
      }
      if (effect.type === 'clusters' || effect.type === 'dictionary') {
        areClustersNew = true;
      }
    }
    if (areClustersNew || isAll) {
      this.#clusters = this.#statuses.map(status => {
        const index = this.table.clusters.indexOf(status.name);
        return index < 0 ? status : { ...status, index };
      });
    }
    if (isAll) {
      return { changed: 'all', removed: new Uint32Array() };
    }
    const { live } = this.table;
    const slots = Uint32Array.from(touched).sort();
    return {
      changed: slots.filter(slot => live[slot]),
      removed: slots.filter(slot => !live[slot]),
    };
  }

  /** The user may not see it any more. */
  clear(): FleetChange {
    this.table.clear();
    this.#next = undefined;
    this.#statuses = [];
    this.#clusters = [];
    return { changed: 'all', removed: new Uint32Array() };
  }
}
