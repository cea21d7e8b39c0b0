import type { WatchTarget } from '../watch/Watcher';

/** What happened to a cluster's watches since somebody last took the numbers. */
export interface WatchCounts {
  /** Objects that were added, changed or deleted, those of lists included. */
  events: number;
  /** Watches that had to be opened again after a failure or an end. */
  reconnects: number;
  /** Readings of a source of measurements that failed. */
  usageFailures: number;
}

export function noCounts(): WatchCounts {
  return { events: 0, reconnects: 0, usageFailures: 0 };
}

/** The same target; what goes in is counted. */
export function countedTarget(
  target: WatchTarget,
  count: () => void,
): WatchTarget {
  return {
    ...target,
    put: object => {
      count();
      target.put(object);
    },
    delete: object => {
      count();
      target.delete(object);
    },
  };
}
