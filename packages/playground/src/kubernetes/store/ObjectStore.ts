import { storeKey, type StoredObject, type StoredVersion } from '../KubeObject';
import { KindRegistry, type KindId } from '../kinds';
import type { BaseObjects } from './BaseObjects';
import { KindObjects, type StoreEvent } from './KindObjects';
import { namespacePrefix, type Snapshot } from './Snapshot';

/** Changes a watch can go back, per kind. At 1,000 changes a second this is most of a minute. */
const HISTORY_SIZE = 50_000;

/** `event` with the kind it happened to, and who caused it. */
export type StoreChange = {
  kindId: KindId;
  event: StoreEvent;
  origin: ChangeOrigin;
};

/** `model`: the owner of the store; `api`: somebody wrote through the simulated server. */
export type ChangeOrigin = 'model' | 'api';

/**
 * The content of one simulated cluster, with one rising resourceVersion over all kinds, as etcd has one revision.
 * Synchronous; the caller's view and the server's are the same at any moment.
 */
export class ObjectStore {
  readonly kinds: KindRegistry;
  readonly #tables = new Map<KindId, KindObjects>();
  readonly #listeners = new Set<(change: StoreChange) => void>();
  readonly #historySize: number;
  /** Starts above 1, so that a watch from "1" is older than the history, as on a real server. */
  #resourceVersion = 100;
  #oldest = 100;

  constructor(options: { kinds?: KindRegistry; historySize?: number } = {}) {
    this.kinds = options.kinds ?? new KindRegistry();
    this.#historySize = options.historySize ?? HISTORY_SIZE;
  }

  get resourceVersion(): number {
    return this.#resourceVersion;
  }

  /** Adds or replaces an object. @returns its resourceVersion */
  upsert(
    kindId: KindId,
    object: StoredObject,
    origin: ChangeOrigin = 'model',
  ): number {
    const key = storeKey(object.namespace, object.name);
    this.#resourceVersion += 1;
    const event = this.table(kindId).set(key, object, this.#resourceVersion);
    this.#tell({ kindId, event, origin });
    return this.#resourceVersion;
  }

  /** @returns false when there was no such object */
  delete(
    kindId: KindId,
    namespace: string,
    name: string,
    origin: ChangeOrigin = 'model',
  ): boolean {
    const key = storeKey(namespace, name);
    const event = this.table(kindId).remove(key, this.#resourceVersion + 1);
    if (!event) return false;
    this.#resourceVersion += 1;
    this.#tell({ kindId, event, origin });
    return true;
  }

  get(
    kindId: KindId,
    namespace: string,
    name: string,
  ): StoredObject | undefined {
    return this.version(kindId, namespace, name)?.object;
  }

  version(
    kindId: KindId,
    namespace: string,
    name: string,
  ): StoredVersion | undefined {
    return this.table(kindId).find(storeKey(namespace, name));
  }

  /** The objects of a kind, of one namespace or of all, ordered by namespace and name. */
  *list(kindId: KindId, namespace?: string): Generator<StoredObject> {
    for (const { object } of this.snapshot(kindId).range(
      namespacePrefix(namespace),
    )) {
      yield object;
    }
  }

  /** Lays a population beneath the stored objects; see BaseObjects. Ends watches of the kind with 410. */
  provideBase(kindId: KindId, base: BaseObjects): void {
    this.#resourceVersion += 1;
    this.table(kindId).provideBase(base, this.#resourceVersion);
  }

  snapshot(kindId: KindId): Snapshot {
    return this.table(kindId).snapshot(this.#resourceVersion);
  }

  snapshotAt(kindId: KindId, resourceVersion: number): Snapshot | undefined {
    return this.table(kindId).snapshotAt(
      resourceVersion,
      this.#resourceVersion,
    );
  }

  /** Calls back after each change, before `upsert` and `delete` return. @returns how to stop it */
  onChange(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets the past, so that older watches and continue tokens get 410 Gone. */
  compact(): void {
    this.#oldest = this.#resourceVersion;
    for (const table of this.#tables.values())
      table.compact(this.#resourceVersion);
  }

  /**
   * Goes back to an earlier resourceVersion, as after an etcd restore: content and counter regress.
   * @throws Error when the history does not reach that far
   */
  restore(resourceVersion: number): void {
    const snapshots = [...this.#tables].map(([kindId, table]) => {
      const snapshot = table.snapshotAt(resourceVersion, this.#resourceVersion);
      if (!snapshot || resourceVersion > this.#resourceVersion) {
        throw new Error(
          `cannot restore ${kindId} to resourceVersion ${resourceVersion}: the store remembers ${
            table.oldestResourceVersion
          } to ${this.#resourceVersion}`,
        );
      }
      return { table, snapshot };
    });
    this.#resourceVersion = resourceVersion;
    this.#oldest = resourceVersion;
    for (const { table, snapshot } of snapshots) table.restore(snapshot);
  }

  /** The objects of one kind; made at first use. @throws Error for a kind that the cluster does not have */
  table(kindId: KindId): KindObjects {
    let table = this.#tables.get(kindId);
    if (!table) {
      this.kinds.get(kindId);
      table = new KindObjects(this.#historySize);
      table.compact(this.#oldest);
      this.#tables.set(kindId, table);
    }
    return table;
  }

  #tell(change: StoreChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
