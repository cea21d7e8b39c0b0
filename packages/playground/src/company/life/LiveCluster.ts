import type { ObjectStore } from '../../kubernetes';
import type { Clock } from '../clock';
import type { ClusterModel, WorkloadState } from '../ClusterModel';
import type { PodFacts } from '../PodFacts';
import type { PodRecord } from '../PodRecord';
import type { PodSet } from '../workload';
import { workloadKey } from '../ClusterModel';
import { clusterObjects, controllerObjects, nodeObject } from '../objects';
import { addPod, type NewPod } from '../populate';
import { isFinished } from '../situation';
import { requestsOf } from '../workload';
import { noCauses, type Causes } from './causes';
import { EventLog } from './EventLog';

/** Controllers write status in bursts; so do we. */
const FLUSH_MS = 100;

/**
 * A cluster whose model and store change together. Pods change one by one and
 * at once; what controllers derive from them (Deployment status, ReplicaSets,
 * EndpointSlices) follows a moment later.
 */
export class LiveCluster {
  readonly model: ClusterModel;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly causes: Causes = noCauses();
  readonly events: EventLog;
  readonly #byNamespace = new Map<string, WorkloadState[]>();
  readonly #touched = new Set<WorkloadState>();
  readonly #timers = new Set<() => void>();
  readonly #listeners = new Set<(state: WorkloadState) => void>();
  #isFlushing = false;
  #stopped = false;

  constructor(model: ClusterModel, store: ObjectStore, clock: Clock) {
    this.model = model;
    this.store = store;
    this.clock = clock;
    this.events = new EventLog(store, clock, model.spec.name);
    for (const state of model.workloads.values()) {
      const name = state.workload.namespace.name;
      const states = this.#byNamespace.get(name);
      if (states) {
        states.push(state);
      } else {
        this.#byNamespace.set(name, [state]);
      }
    }
  }

  get name(): string {
    return this.model.spec.name;
  }

  /** Puts the whole model into the store. */
  fill(): void {
    for (const { kindId, object } of clusterObjects(
      this.model,
      this.clock.now(),
    )) {
      this.store.upsert(kindId, object);
    }
  }

  state(namespace: string, name: string): WorkloadState | undefined {
    return this.model.workloads.get(workloadKey(namespace, name));
  }

  statesIn(namespace: string): readonly WorkloadState[] {
    return this.#byNamespace.get(namespace) ?? [];
  }

  /** The workload that a pod belongs to. */
  stateOfPod(namespace: string, name: string): WorkloadState | undefined {
    return this.statesIn(namespace).find(({ pods }) => pods.has(name));
  }

  /** The pod as it is now, whatever owns it. */
  findPod(namespace: string, name: string): PodRecord | undefined {
    return this.stateOfPod(namespace, name)?.pods.get(name);
  }

  /** Seconds since the epoch, now. */
  nowSeconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  addPod(state: WorkloadState, set: PodSet, wanted: NewPod): PodRecord {
    const pod = addPod(this.model, state, set, wanted);
    this.store.upsert('pods', pod);
    this.touch(state);
    return pod;
  }

  /** Replaces a pod by its next version. @returns the next version */
  changePod(
    state: WorkloadState,
    pod: PodRecord,
    changes: Partial<PodFacts>,
  ): PodRecord {
    const next = pod.with({ since: this.nowSeconds(), ...changes });
    if (pod.node && !isFinished(pod.situation) && isFinished(next.situation)) {
      this.model.scheduler.release(pod.node, requestsOf(state.workload));
    }
    state.pods.set(next.name, next);
    this.store.upsert('pods', next);
    this.touch(state);
    return next;
  }

  /** Forgets a pod; the caller says with `inStore: false` that somebody deleted the object already. */
  removePod(state: WorkloadState, pod: PodRecord, inStore = true): void {
    if (!state.pods.delete(pod.name)) {
      return;
    }
    if (pod.node && !isFinished(pod.situation)) {
      this.model.scheduler.release(pod.node, requestsOf(state.workload));
    }
    if (inStore) {
      this.store.delete('pods', pod.namespace, pod.name);
    }
    this.touch(state);
  }

  /** The pod as it is now, as long as it is still in the same situation as `pod` was. */
  still(state: WorkloadState, pod: PodRecord): PodRecord | undefined {
    const current = state.pods.get(pod.name);
    return current?.uid === pod.uid &&
      current.situation === pod.situation &&
      current.since === pod.since
      ? current
      : undefined;
  }

  setNodeReady(name: string, ready: boolean): void {
    const node = this.model.nodes.get(name);
    if (!node || node.ready === ready) {
      return;
    }
    const next = { ...node, ready, readySinceMs: this.clock.now() };
    this.model.nodes.set(name, next);
    this.model.scheduler.setLost(name, !ready);
    this.store.upsert(
      'nodes',
      nodeObject(this.model.spec, next, this.clock.now()),
    );
  }

  /** Says that what controllers derive from this workload is out of date. */
  touch(state: WorkloadState): void {
    this.#touched.add(state);
    if (!this.#isFlushing && !this.#stopped) {
      this.#isFlushing = true;
      this.after(FLUSH_MS, () => {
        this.#isFlushing = false;
        this.flush();
      });
    }
  }

  /** Called with every workload whose pods changed, after the derived objects were written. */
  onWorkloadChange(listener: (state: WorkloadState) => void): void {
    this.#listeners.add(listener);
  }

  flush(): void {
    const touched = [...this.#touched];
    this.#touched.clear();
    for (const state of touched) {
      for (const { kindId, object } of controllerObjects(state)) {
        this.store.upsert(kindId, object);
      }
    }
    for (const state of touched) {
      for (const listener of this.#listeners) {
        listener(state);
      }
    }
  }

  /** Like the clock's `after`, but never rings once the cluster was stopped. */
  after(delayMs: number, callback: () => void): void {
    if (this.#stopped) {
      return;
    }
    const cancel = this.clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      callback();
    });
    this.#timers.add(cancel);
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#timers) {
      cancel();
    }
    this.#timers.clear();
  }
}
