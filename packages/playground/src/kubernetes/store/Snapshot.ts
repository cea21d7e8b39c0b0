import { storeKey, type StoredVersion } from '../KubeObject';
import { lowerBound, type BaseObjects } from './BaseObjects';

/** A stored version, or the mark that an object of the base population was deleted. */
export type Entry = {
  readonly key: string;
  readonly version: StoredVersion | undefined;
};

/** All objects of a kind at one resourceVersion, in the order of their keys. Immutable. */
export class Snapshot {
  readonly resourceVersion: number;
  readonly #entries: readonly Entry[];
  readonly #base: BaseObjects;
  readonly #baseVersion: number;

  constructor(options: {
    resourceVersion: number;
    /** Rising by key. */
    entries: readonly Entry[];
    base: BaseObjects;
    baseVersion: number;
  }) {
    this.resourceVersion = options.resourceVersion;
    this.#entries = options.entries;
    this.#base = options.base;
    this.#baseVersion = options.baseVersion;
  }

  /** Objects whose key is `from` or later and starts with `prefix`. */
  *range(prefix: string = '', from: string = ''): Generator<StoredVersion> {
    const start = from > prefix ? from : prefix;
    let next = this.#firstEntry(start);
    let baseIndex = this.#base.size === 0 ? 0 : lowerBound(this.#base, start);
    for (;;) {
      const entry = this.#entries[next] as Entry | undefined;
      const baseKey =
        baseIndex < this.#base.size ? this.#base.keyAt(baseIndex) : undefined;
      if (entry && (baseKey === undefined || entry.key <= baseKey)) {
        if (!entry.key.startsWith(prefix)) return;
        if (entry.key === baseKey) baseIndex += 1;
        next += 1;
        if (entry.version) yield entry.version;
      } else if (baseKey !== undefined) {
        if (!baseKey.startsWith(prefix)) return;
        yield {
          object: this.#base.objectAt(baseIndex),
          resourceVersion: this.#baseVersion,
        };
        baseIndex += 1;
      } else {
        return;
      }
    }
  }

  /** How many objects `range` would give; counts without rendering. */
  count(prefix: string = '', from: string = ''): number {
    const start = from > prefix ? from : prefix;
    if (this.#base.size === 0) {
      let count = 0;
      for (let i = this.#firstEntry(start); i < this.#entries.length; i += 1) {
        const { key, version } = this.#entries[i];
        if (!key.startsWith(prefix)) break;
        if (version) count += 1;
      }
      return count;
    }
    let count =
      lowerBound(this.#base, `${prefix}\uffff`) - lowerBound(this.#base, start);
    for (let i = this.#firstEntry(start); i < this.#entries.length; i += 1) {
      const { key, version } = this.#entries[i];
      if (!key.startsWith(prefix)) break;
      const index = lowerBound(this.#base, key);
      const hides = index < this.#base.size && this.#base.keyAt(index) === key;
      count += (version ? 1 : 0) - (hides ? 1 : 0);
    }
    return count;
  }

  #firstEntry(key: string): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle].key < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The key that `range(prefix)` needs for one namespace; all namespaces without one. */
export function namespacePrefix(namespace: string | undefined): string {
  return namespace ? `${namespace}/` : '';
}

export function keyOfVersion({ object }: StoredVersion): string {
  return storeKey(object.namespace, object.name);
}
