import { NO_ID } from '@panorama/plugin-fleet-common';
import type { PodFacts } from '../decode/podFacts';
import { POD_CHANGE } from '../worker/classEncoding';
import { ChangeJournal } from './ChangeJournal';
import { ColumnStore } from './ColumnStore';
import { HashIndex } from './HashIndex';
import type { SharedPods } from './layout';
import { PodConditions } from './PodConditions';
import { PodDictionaries } from './PodDictionaries';
import { PodPlacement } from './PodPlacement';
import { parseVersion } from './resourceVersion';
import { RestartHistory } from './RestartHistory';
import { resized } from './room';
import { namespaceText, nodeText } from './rowTexts';
import type { WorkloadName } from './topOwner';
import { hashUid, parseUid } from './uid';

export const MEMORY_UNIT = 4096;

/**
 * All pods of all clusters as columns in shared memory: about 90 bytes a pod,
 * plus 6 for finding it by uid. The only writer; one thread.
 *
 * Pure: time comes in as `nowMs`, changes are taken out with {@link take}.
 */
export class PodColumns {
  readonly dictionaries: PodDictionaries;
  readonly #store: ColumnStore;
  readonly #journal = new ChangeJournal();
  readonly #byUid = new HashIndex(slot => this.#hashOf(slot));
  readonly #restarts: RestartHistory;
  readonly #placement: PodPlacement;
  readonly #conditions: PodConditions;
  /** By id of the namespace. */
  #clusterOfNamespace = new Uint32Array(64);
  /** Number of the list that saw the slot last, per slot. */
  #seenIn: Uint8Array;
  readonly #listOfCluster = new Map<number, number>();
  readonly #uid = new Uint32Array(4);

  /** @param onMoved - what {@link shared} says has changed: memory grew or was fitted */
  constructor(nowMs: number, onMoved: () => void) {
    this.#restarts = new RestartHistory(nowMs);
    this.dictionaries = new PodDictionaries(onMoved);
    this.#store = new ColumnStore(slots => {
      this.#resizePrivate(slots);
      onMoved();
    });
    this.#conditions = new PodConditions(this.#store, this.dictionaries);
    this.#placement = new PodPlacement(this.#store, this.dictionaries);
    this.#seenIn = new Uint8Array(this.#store.capacity);
  }

  shared(): SharedPods {
    return {
      header: this.#store.header,
      columns: this.#store.buffers,
      dictionaries: this.dictionaries.buffers(),
    };
  }

  get size(): number {
    return this.#store.size;
  }

  /** The id of a cluster; the same name gets the same id for ever. */
  cluster(name: string): number {
    return this.dictionaries.get('clusters').acquire(name);
  }

  /** The id of a namespace, for ever. */
  namespace(cluster: number, namespace: string): number {
    const id = this.dictionaries
      .get('namespaces')
      .acquire(namespaceText(cluster, namespace));
    if (id >= this.#clusterOfNamespace.length) {
      const grown = new Uint32Array(id * 2);
      grown.set(this.#clusterOfNamespace);
      this.#clusterOfNamespace = grown;
    }
    this.#clusterOfNamespace[id] = cluster;
    return id;
  }

  nodeId(cluster: number, node: string): number | undefined {
    return this.dictionaries.get('nodes').find(nodeText(cluster, node));
  }

  /** Workloads that have pods. */
  workloadIds(): Iterable<number> {
    return this.dictionaries.get('workloads').idsInUse();
  }

  /** Writes what the cluster says of a pod now. */
  upsert(cluster: number, pod: PodFacts, nowMs: number): void {
    parseUid(pod.uid, this.#uid);
    const hash = hashUid(cluster, this.#uid, 0);
    let slot = this.#find(cluster, hash);
    const isNew = slot < 0;
    if (isNew) {
      slot = this.#add(cluster, pod, hash);
    }
    this.#seenIn[slot] = this.#listOfCluster.get(cluster) ?? 0;

    const { columns } = this.#store;
    Atomics.add(columns.version, slot, 1);
    let what = isNew ? POD_CHANGE.added : 0;
    what |= this.#placement.write(slot, cluster, pod, nowMs);
    what |= this.#writeState(slot, pod, nowMs);
    what |= this.#writeRestarts(slot, pod, isNew, nowMs);
    const [high, low] = parseVersion(pod.resourceVersion);
    columns.resourceVersion[slot * 2] = high;
    columns.resourceVersion[slot * 2 + 1] = low;
    if (isNew) {
      // Last, so that whoever counts rows never sees a half-written one.
      columns.live[slot] = 1;
    }
    Atomics.add(columns.version, slot, 1);
    if (what !== 0) {
      this.#journal.add(slot, what);
    }
  }

  delete(cluster: number, uid: string, nowMs: number): boolean {
    parseUid(uid, this.#uid);
    const slot = this.#find(cluster, hashUid(cluster, this.#uid, 0));
    if (slot < 0) {
      return false;
    }
    this.#remove(slot, nowMs);
    return true;
  }

  /** A new list of the cluster's pods begins: what it does not mention goes at {@link endList}. */
  beginList(cluster: number): void {
    const before = this.#listOfCluster.get(cluster) ?? 0;
    this.#listOfCluster.set(cluster, (before + 1) & 0xff);
  }

  /** @returns how many pods the list did not mention any more */
  endList(cluster: number, nowMs: number): number {
    const list = this.#listOfCluster.get(cluster) ?? 0;
    const removed = this.#removeWhere(
      cluster,
      nowMs,
      slot => this.#seenIn[slot] !== list,
    );
    // From here on the number of pods hardly changes.
    this.#store.fit();
    this.dictionaries.fit();
    return removed;
  }

  dropCluster(cluster: number, nowMs: number): void {
    this.#removeWhere(cluster, nowMs, () => true);
    this.#placement.forgetOwners(`${cluster}/`);
  }

  /** What the owner's own watch says about who controls it. */
  setTopOwner(
    cluster: number,
    namespace: string,
    owner: WorkloadName & { labels: Record<string, string> },
    top: WorkloadName | undefined,
    nowMs: number,
  ): void {
    const namespaceId = this.#namespaceId(cluster, namespace);
    if (namespaceId === undefined && !top) {
      return;
    }
    const change = this.#placement.setTopOwner(
      `${cluster}/${namespace}`,
      namespaceId,
      owner,
      top,
    );
    if (change) {
      this.#forEach(slot => {
        if (this.#store.columns.owner[slot] === change.owner) {
          this.#placement.move(slot, change.workload, nowMs);
          this.#journal.add(slot, POD_CHANGE.placement);
        }
      });
    }
  }

  forgetOwner(cluster: number, namespace: string, owner: WorkloadName): void {
    this.#placement.forgetOwner(`${cluster}/${namespace}`, owner);
  }

  /** Nothing is heard from the node: whatever its pods said last may be untrue by now. */
  setNodeLost(
    cluster: number,
    node: string,
    isLost: boolean,
    nowMs: number,
  ): void {
    const id = this.#conditions.setNodeLost(
      nodeText(cluster, node),
      isLost,
      nowMs,
    );
    if (id === undefined) {
      return;
    }
    this.#forEach(slot => {
      if (
        this.#store.columns.node[slot] === id &&
        this.#conditions.refresh(slot, nowMs)
      ) {
        this.#journal.add(slot, POD_CHANGE.state);
      }
    });
  }

  /**
   * Usage of a cluster's pods, all at once: pods that are not mentioned have no
   * data afterwards. Millicores and bytes.
   */
  setUsage(
    cluster: number,
    find: (
      slot: number,
    ) => { cpuMillicores?: number; memoryBytes?: number } | undefined,
  ): void {
    const { columns } = this.#store;
    this.#forEach(slot => {
      if (this.#clusterOfNamespace[columns.namespace[slot]] !== cluster) {
        return;
      }
      const usage = find(slot);
      const cpu = measured(usage?.cpuMillicores, 1);
      const memory = measured(usage?.memoryBytes, MEMORY_UNIT);
      if (
        columns.cpuUsage[slot] !== cpu ||
        columns.memoryUsage[slot] !== memory
      ) {
        columns.cpuUsage[slot] = cpu;
        columns.memoryUsage[slot] = memory;
        this.#journal.add(slot, POD_CHANGE.usage);
      }
    });
  }

  /** Moves what time alone changes: restarts that expire, conditions that lapse. */
  advance(nowMs: number): void {
    const { columns } = this.#store;
    this.#restarts.advance(nowMs, (slot, restarts) => {
      columns.restartsLastHour[slot] = restarts;
      this.#journal.add(slot, POD_CHANGE.restarts);
    });
    this.#conditions.advance(nowMs, slot =>
      this.#journal.add(slot, POD_CHANGE.state),
    );
  }

  /** True when {@link take} would bring changed slots. */
  hasChanges(): boolean {
    return !this.#journal.isEmpty;
  }

  /** Changes since the last call, and ids that became free. */
  take(nowMs: number) {
    const { slots, what } = this.#journal.take();
    this.#store.recycle();
    return { slots, what, released: this.dictionaries.reclaim(nowMs) };
  }

  #find(cluster: number, hash: number): number {
    const { uid, namespace } = this.#store.columns;
    const wanted = this.#uid;
    return this.#byUid.find(
      hash,
      slot =>
        uid[slot * 4] === wanted[0] &&
        uid[slot * 4 + 1] === wanted[1] &&
        uid[slot * 4 + 2] === wanted[2] &&
        uid[slot * 4 + 3] === wanted[3] &&
        this.#clusterOfNamespace[namespace[slot]] === cluster,
    );
  }

  /** Takes a slot and writes what never changes in the life of a pod. */
  #add(cluster: number, pod: PodFacts, hash: number): number {
    const slot = this.#store.take();
    const { columns } = this.#store;
    const namespaceId = this.namespace(cluster, pod.namespace);
    Atomics.add(columns.version, slot, 1);
    columns.uid.set(this.#uid, slot * 4);
    columns.namespace[slot] = namespaceId;
    columns.createdAt[slot] = Math.floor(pod.createdAtMs / 1000);
    columns.cpuUsage[slot] = NO_ID;
    columns.memoryUsage[slot] = NO_ID;
    columns.restarts[slot] = 0;
    columns.restartsLastHour[slot] = 0;
    this.#conditions.clear(slot);
    this.#placement.prepare(slot, pod);
    Atomics.add(columns.version, slot, 1);
    this.#byUid.add(hash, slot);
    return slot;
  }

  #writeState(slot: number, pod: PodFacts, nowMs: number): number {
    const { columns } = this.#store;
    let isChanged = this.#conditions.write(slot, pod, nowMs);
    const ready = Math.min(0xff, pod.readyContainers);
    if (columns.readyContainers[slot] !== ready) {
      columns.readyContainers[slot] = ready;
      isChanged = true;
    }
    return isChanged ? POD_CHANGE.state : 0;
  }

  #writeRestarts(
    slot: number,
    pod: PodFacts,
    isNew: boolean,
    nowMs: number,
  ): number {
    const { columns } = this.#store;
    const before = columns.restarts[slot];
    const fresh = isNew
      ? pod.datedRestarts
      : Math.max(0, pod.restarts - before);
    if (fresh > 0) {
      columns.restartsLastHour[slot] = this.#restarts.add(slot, fresh, nowMs);
    }
    if (before === pod.restarts) {
      return fresh > 0 ? POD_CHANGE.restarts : 0;
    }
    columns.restarts[slot] = pod.restarts;
    return POD_CHANGE.restarts;
  }

  #remove(slot: number, nowMs: number): void {
    const { columns } = this.#store;
    this.#byUid.delete(this.#hashOf(slot), slot);
    Atomics.add(columns.version, slot, 1);
    columns.live[slot] = 0;
    Atomics.add(columns.version, slot, 1);
    this.#placement.forget(slot, nowMs);
    this.#conditions.forget(slot, nowMs);
    this.#restarts.forget(slot);
    this.#journal.add(slot, POD_CHANGE.removed);
    this.#store.give(slot);
  }

  #removeWhere(
    cluster: number,
    nowMs: number,
    matches: (slot: number) => boolean,
  ): number {
    let removed = 0;
    this.#forEach(slot => {
      const namespaceId = this.#store.columns.namespace[slot];
      if (this.#clusterOfNamespace[namespaceId] === cluster && matches(slot)) {
        this.#remove(slot, nowMs);
        removed += 1;
      }
    });
    return removed;
  }

  #forEach(visit: (slot: number) => void): void {
    const { live } = this.#store.columns;
    const { length } = this.#store;
    for (let slot = 0; slot < length; slot += 1) {
      if (live[slot] === 1) {
        visit(slot);
      }
    }
  }

  #namespaceId(cluster: number, namespace: string): number | undefined {
    return this.dictionaries
      .get('namespaces')
      .find(namespaceText(cluster, namespace));
  }

  #hashOf(slot: number): number {
    const { uid, namespace } = this.#store.columns;
    return hashUid(this.#clusterOfNamespace[namespace[slot]], uid, slot * 4);
  }

  #resizePrivate(slots: number): void {
    this.#conditions.resize(slots);
    this.#seenIn = resized(this.#seenIn, new Uint8Array(slots));
  }
}

/** What was not measured is not zero. */
function measured(value: number | undefined, unit: number): number {
  return value === undefined
    ? NO_ID
    : Math.min(NO_ID - 1, Math.round(value / unit));
}
