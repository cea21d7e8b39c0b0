import type { StoredObject, StoredVersion } from '../KubeObject';
import { NO_BASE, findInBase, type BaseObjects } from './BaseObjects';
import { Snapshot, type Entry } from './Snapshot';

/** One change of one object, in the order of resourceVersion. */
export type StoreEvent = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly key: string;
  readonly resourceVersion: number;
  /** For DELETED, the last state, with the resourceVersion of the deletion. */
  readonly current: StoredVersion;
  /** Absent for ADDED. */
  readonly previous: StoredVersion | undefined;
};

/** Snapshots kept for clients that are in the middle of paging. */
const MAX_SNAPSHOTS = 8;

/** The objects of one kind with the recent past that watches and continue tokens read. */
export class KindObjects {
  readonly #entries = new Map<string, StoredVersion | undefined>();
  readonly #historySize: number;
  /** Rising resourceVersion; only `#historyStart` and later are live, which makes dropping the oldest cheap. */
  #history: StoreEvent[] = [];
  #historyStart = 0;
  #base: BaseObjects = NO_BASE;
  #baseVersion = 0;
  /** Watches may start at this resourceVersion or later. */
  #oldest = 0;
  #sortedKeys: string[] | undefined;
  #current: Snapshot | undefined;
  readonly #past = new Map<number, Snapshot>();

  constructor(historySize: number) {
    this.#historySize = historySize;
  }

  get oldestResourceVersion(): number {
    return this.#oldest;
  }

  provideBase(base: BaseObjects, resourceVersion: number): void {
    this.#base = base;
    this.#baseVersion = resourceVersion;
    this.#forgetPast(resourceVersion);
  }

  find(key: string): StoredVersion | undefined {
    if (this.#entries.has(key)) return this.#entries.get(key);
    const object = findInBase(this.#base, key);
    return object && { object, resourceVersion: this.#baseVersion };
  }

  set(key: string, object: StoredObject, resourceVersion: number): StoreEvent {
    const previous = this.find(key);
    const current = { object, resourceVersion };
    if (!this.#entries.has(key)) this.#sortedKeys = undefined;
    this.#entries.set(key, current);
    return this.#record({
      type: previous ? 'MODIFIED' : 'ADDED',
      key,
      resourceVersion,
      current,
      previous,
    });
  }

  remove(key: string, resourceVersion: number): StoreEvent | undefined {
    const previous = this.find(key);
    if (!previous) return undefined;
    if (findInBase(this.#base, key)) {
      if (!this.#entries.has(key)) this.#sortedKeys = undefined;
      this.#entries.set(key, undefined);
    } else {
      this.#sortedKeys = undefined;
      this.#entries.delete(key);
    }
    return this.#record({
      type: 'DELETED',
      key,
      resourceVersion,
      current: { object: previous.object, resourceVersion },
      previous,
    });
  }

  /** The content now. `resourceVersion` is the store's, which other kinds may have moved on. */
  snapshot(resourceVersion: number): Snapshot {
    if (this.#current?.resourceVersion !== resourceVersion) {
      this.#sortedKeys ??= [...this.#entries.keys()].sort();
      this.#current = new Snapshot({
        resourceVersion,
        entries: this.#sortedKeys.map(key => ({
          key,
          version: this.#entries.get(key),
        })),
        base: this.#base,
        baseVersion: this.#baseVersion,
      });
    }
    return this.#current;
  }

  /** Keeps a snapshot for the pages that follow. */
  remember(snapshot: Snapshot): void {
    this.#past.delete(snapshot.resourceVersion);
    this.#past.set(snapshot.resourceVersion, snapshot);
    if (this.#past.size > MAX_SNAPSHOTS) {
      this.#past.delete(this.#past.keys().next().value as number);
    }
  }

  /** The content at an earlier time, found or undone event by event; undefined once it was compacted away. */
  snapshotAt(resourceVersion: number, now: number): Snapshot | undefined {
    if (resourceVersion === now) return this.snapshot(now);
    const kept = this.#past.get(resourceVersion);
    if (kept) return kept;
    if (resourceVersion < this.#oldest) return undefined;
    const entries = new Map(this.#entries);
    for (let i = this.#history.length - 1; i >= this.#historyStart; i -= 1) {
      const event = this.#history[i];
      if (event.resourceVersion <= resourceVersion) break;
      if (event.previous) entries.set(event.key, event.previous);
      // Before it was added, one of the base population may have been deleted there.
      else if (findInBase(this.#base, event.key))
        entries.set(event.key, undefined);
      else entries.delete(event.key);
    }
    return new Snapshot({
      resourceVersion,
      entries: [...entries]
        .map(([key, version]): Entry => ({ key, version }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
      base: this.#base,
      baseVersion: this.#baseVersion,
    });
  }

  /** At most `limit` events after a resourceVersion, oldest first; `expired` when some of them are forgotten. */
  eventsAfter(
    resourceVersion: number,
    limit: number,
  ): StoreEvent[] | 'expired' {
    if (resourceVersion < this.#oldest) return 'expired';
    let low = this.#historyStart;
    let high = this.#history.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#history[middle].resourceVersion <= resourceVersion)
        low = middle + 1;
      else high = middle;
    }
    return this.#history.slice(low, low + limit);
  }

  /** Forgets all that happened up to now, snapshots included. */
  compact(resourceVersion: number): void {
    this.#forgetPast(resourceVersion);
  }

  /** Goes back to an earlier content and forgets what came after, as a restored etcd does. */
  restore(snapshot: Snapshot): void {
    this.#entries.clear();
    for (const version of snapshot.range()) {
      const { namespace, name } = version.object;
      this.#entries.set(
        namespace === '' ? name : `${namespace}/${name}`,
        version,
      );
    }
    this.#base = NO_BASE;
    this.#sortedKeys = undefined;
    this.#forgetPast(snapshot.resourceVersion);
  }

  #forgetPast(resourceVersion: number): void {
    this.#oldest = resourceVersion;
    this.#history = [];
    this.#historyStart = 0;
    this.#past.clear();
    this.#current = undefined;
  }

  #record(event: StoreEvent): StoreEvent {
    this.#history.push(event);
    if (this.#history.length - this.#historyStart > this.#historySize) {
      this.#oldest = this.#history[this.#historyStart].resourceVersion;
      this.#historyStart += 1;
      // The dropped prefix keeps old objects alive; cutting it off rarely keeps the cost per event constant.
      if (this.#historyStart > this.#historySize) {
        this.#history = this.#history.slice(this.#historyStart);
        this.#historyStart = 0;
      }
    }
    return event;
  }
}
