import {
  encodeFrame,
  encodeMessage,
  type ClusterStatus,
} from '@panorama/plugin-fleet-common';
import type { Inventory } from '../worker/Inventory';
import { systemClock, type Clock } from './Clock';
import {
  maskOf,
  urgentPart,
  visibleClusters,
  type StreamAccess,
} from './streamAccess';
import type { Viewer } from './Viewer';

/** Signs of life and progress of clusters are told this often; everything else about them at once. */
const CLUSTERS_MS = 5_000;

/** A class is kept this long without viewers: a page that is reloaded finds it open. */
const LINGER_MS = 30_000;

/** When the inventory thread fails, viewers are sent away and may come back. */
const RETRY_MS = 5_000;

export type StreamInventory = Pick<
  Inventory,
  | 'pods'
  | 'statuses'
  | 'onStatus'
  | 'onChange'
  | 'openClass'
  | 'updateClassMask'
  | 'closeClass'
  | 'onFrames'
  | 'keyframe'
>;

interface StreamLogger {
  debug(message: string): void;
  warn(message: string): void;
}

/** Viewers with the same rights, and the class that the inventory thread encodes for them. */
interface OpenClass {
  access: StreamAccess;
  mask: Uint8Array;
  viewers: Set<Viewer>;
  /** Viewers that the picture under way is for. */
  waiting: Set<Viewer>;
  isAsking: boolean;
  ready: Promise<void>;
  stopFrames: () => void;
  clustersTold: { urgent: string; everything: string };
  stopLingering?: () => void;
}

/**
 * Shares frames among viewers. A class is opened with its first viewer and
 * closed some time after its last one.
 *
 * What can happen at once: viewers join and leave while a picture is under way
 * (whoever waits when it arrives gets it; it is not older than his question,
 * because changes that it does not hold come after it), and namespaces appear
 * while the class is being opened (the mask is sent again, with what it lacks).
 */
export class ClassHub {
  readonly #inventory: StreamInventory;
  readonly #logger: StreamLogger;
  readonly #clock: Clock;
  readonly #classes = new Map<string, OpenClass>();
  readonly #stops: Array<() => void>;
  #isShut = false;

  constructor(options: {
    inventory: StreamInventory;
    logger: StreamLogger;
    clock?: Clock;
  }) {
    this.#inventory = options.inventory;
    this.#logger = options.logger;
    this.#clock = options.clock ?? systemClock;
    this.#stops = [
      this.#inventory.onStatus(statuses =>
        this.#tellClusters(statuses, 'urgent'),
      ),
      this.#inventory.onChange('pods', () => this.#extendMasks()),
      this.#clock.every(CLUSTERS_MS, () =>
        this.#tellClusters(this.#inventory.statuses(), 'everything'),
      ),
    ];
  }

  /** Number of open streams. */
  get viewers(): number {
    return [...this.#classes.values()].reduce(
      (sum, { viewers }) => sum + viewers.size,
      0,
    );
  }

  /** Shows the viewer what `access` allows, now and later. Returns the function with which he leaves. */
  join(access: StreamAccess, viewer: Viewer): () => void {
    if (this.#isShut) {
      viewer.bye({ reason: 'shutdown', retryMs: RETRY_MS });
      return () => {};
    }
    const open = this.#classes.get(access.classId) ?? this.#open(access);
    open.stopLingering?.();
    open.stopLingering = undefined;
    open.viewers.add(viewer);
    this.#wait(open, viewer);
    return () => this.#leave(open, viewer);
  }

  /** The viewer, who has joined `access`, needs a picture. */
  wait(access: StreamAccess, viewer: Viewer): void {
    const open = this.#classes.get(access.classId);
    if (open?.viewers.has(viewer)) {
      this.#wait(open, viewer);
    }
  }

  /** Ends every stream: the server stops. */
  shutdown(): void {
    this.#isShut = true;
    this.#stops.forEach(stop => stop());
    for (const open of this.#classes.values()) {
      this.#endAll(open, { reason: 'shutdown', retryMs: 1_000 });
      open.stopLingering?.();
      this.#close(open);
    }
  }

  #open(access: StreamAccess): OpenClass {
    const { classId } = access;
    const mask = maskOf(access, this.#inventory.pods);
    const open: OpenClass = {
      access,
      mask,
      viewers: new Set(),
      waiting: new Set(),
      isAsking: false,
      ready: this.#inventory.openClass(classId, mask),
      stopFrames: this.#inventory.onFrames(classId, frames => {
        const bytes = Buffer.concat(frames);
        open.viewers.forEach(viewer => viewer.change(bytes));
      }),
      clustersTold: { urgent: '', everything: '' },
    };
    this.#classes.set(classId, open);
    return open;
  }

  async #wait(open: OpenClass, viewer: Viewer): Promise<void> {
    open.waiting.add(viewer);
    if (open.isAsking) {
      return;
    }
    open.isAsking = true;
    try {
      await open.ready;
      const picture = Buffer.concat(
        await this.#inventory.keyframe(open.access.classId),
      );
      const clusters = this.#clustersFrame(open, this.#inventory.statuses());
      open.waiting.forEach(waiting => {
        waiting.tell(clusters);
        waiting.show(picture);
      });
    } catch (error) {
      this.#logger.warn(
        `The fleet stream of ${open.viewers.size} viewers ends, because the inventory gave no picture: ${error}`,
      );
      this.#endAll(open, { reason: 'shutdown', retryMs: RETRY_MS });
      this.#close(open);
    } finally {
      open.waiting.clear();
      open.isAsking = false;
    }
  }

  #leave(open: OpenClass, viewer: Viewer): void {
    open.waiting.delete(viewer);
    if (open.viewers.delete(viewer) && open.viewers.size === 0) {
      open.stopLingering = this.#clock.after(LINGER_MS, () =>
        this.#close(open),
      );
    }
  }

  #close(open: OpenClass): void {
    const { classId } = open.access;
    if (this.#classes.get(classId) === open) {
      this.#classes.delete(classId);
      open.stopFrames();
      this.#settle(
        this.#inventory.closeClass(classId),
        'close an access class',
      );
    }
  }

  #endAll(open: OpenClass, bye: Parameters<Viewer['bye']>[0]): void {
    // A copy: ending a viewer makes it leave.
    [...open.viewers].forEach(viewer => viewer.bye(bye));
  }

  #extendMasks(): void {
    for (const open of this.#classes.values()) {
      const mask = maskOf(open.access, this.#inventory.pods, open.mask);
      const isLarger = mask.subarray(open.mask.length).includes(1);
      open.mask = mask;
      if (isLarger) {
        this.#settle(
          this.#inventory.updateClassMask(open.access.classId, mask),
          'show new namespaces',
        );
      }
    }
  }

  #tellClusters(
    statuses: ClusterStatus[],
    what: 'urgent' | 'everything',
  ): void {
    for (const open of this.#classes.values()) {
      const visible = visibleClusters(statuses, open.access);
      const now =
        what === 'urgent' ? urgentPart(visible) : JSON.stringify(visible);
      if (open.viewers.size > 0 && now !== open.clustersTold[what]) {
        const frame = this.#clustersFrame(open, statuses);
        open.viewers.forEach(viewer => viewer.tell(frame));
      }
    }
  }

  #clustersFrame(open: OpenClass, statuses: ClusterStatus[]): Uint8Array {
    const clusters = visibleClusters(statuses, open.access);
    open.clustersTold = {
      urgent: urgentPart(clusters),
      everything: JSON.stringify(clusters),
    };
    return encodeFrame(
      'clusters',
      encodeMessage('clusters', { serverTime: this.#clock.now(), clusters }),
    );
  }

  #settle(work: Promise<void>, what: string): void {
    work.catch(error => this.#logger.warn(`Could not ${what}: ${error}`));
  }
}
