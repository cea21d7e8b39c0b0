import type { WorkloadState } from '../ClusterModel';
import type { PodRecord } from '../PodRecord';
import type { PodSet, WrittenTemplate } from '../workload';
import type { LiveCluster } from './LiveCluster';
import { currentSet, workloadKey } from '../ClusterModel';
import { createPodSet } from '../podSets';
import { hashRatio, mix32 } from '../prng';
import {
  CREATING,
  isFinished,
  isReady,
  TERMINATING,
  type Situation,
} from '../situation';
import { symptomOf } from './causes';
import { recordPodEvents } from './podEvents';

/** From creation to the first answer. */
const START_MS = { least: 1500, spread: 4000 };
/** From the deletion mark to the end of the process. */
const STOP_MS = { least: 1200, spread: 3000 };
/** ReplicaSets that a rollout leaves behind; `revisionHistoryLimit` of the templates. */
const KEPT_SETS = 2;
/** Share of a Deployment that is replaced at a time. */
const SURGE_RATIO = 0.25;

/**
 * What kubelets and controllers do, compressed in time: pods start, stop, are
 * replaced and rolled out. Every pod that should run gets the situation that
 * the cluster's causes give it.
 */
export class Controllers {
  readonly cluster: LiveCluster;
  readonly #rollouts = new Set<WorkloadState>();
  /**
   * Pods, by uid, that a cause has made ill. Only these get well with it: a pod
   * that fails for a reason of its own goes on failing.
   */
  readonly #caused = new Set<string>();
  /** Whether a workload had a ready pod when its dependants last looked. */
  readonly #serving = new Map<WorkloadState, boolean>();
  #dice = 1;

  constructor(cluster: LiveCluster) {
    this.cluster = cluster;
    // Whoever depends on a workload feels it when that starts or stops serving.
    cluster.onWorkloadChange(state => this.#spread(state));
  }

  isRollingOut(state: WorkloadState): boolean {
    return this.#rollouts.has(state);
  }

  /** Creates a pod that starts, and settles when it is up. */
  createPod(
    state: WorkloadState,
    set: PodSet,
    ordinal = -1,
  ): PodRecord | undefined {
    const refusal = this.cluster.causes.fullQuotas.get(
      state.workload.namespace.name,
    );
    if (refusal !== undefined) {
      this.#recordRefusal(state, set, refusal);
      return undefined;
    }
    const pod = this.cluster.addPod(state, set, {
      ordinal,
      situation: CREATING,
      createdAtMs: this.cluster.clock.now(),
      readyAfterMs: 0,
      restarts: 0,
    });
    if (pod.situation.kind === 'unschedulable') {
      recordPodEvents(this.cluster.events, pod);
      return pod;
    }
    this.cluster.after(this.#between(START_MS, pod.seed), () => {
      const current = this.cluster.still(state, pod);
      if (current) {
        this.settle(state, current);
      }
    });
    return pod;
  }

  /** Gives a pod the situation that its surroundings cause. */
  settle(state: WorkloadState, pod: PodRecord): PodRecord {
    const symptom = symptomOf(this.cluster.model, this.cluster.causes, pod);
    if (symptom.kind !== 'running') {
      this.#caused.add(pod.uid);
    }
    return this.become(state, pod, symptom);
  }

  /** Puts a pod into a situation, with restarts, start time and Events that fit. */
  become(
    state: WorkloadState,
    pod: PodRecord,
    situation: Situation,
  ): PodRecord {
    const now = this.cluster.nowSeconds();
    const wasCrashing = pod.situation.kind === 'crashLoop';
    const crashes = situation.kind === 'crashLoop';
    const restarts =
      crashes || (wasCrashing && situation.kind !== 'terminating')
        ? pod.restarts + 1
        : pod.restarts;
    const startsAgain =
      situation.kind === 'running' && pod.situation.kind !== 'notReady';
    const next = this.cluster.changePod(state, pod, {
      situation,
      restarts,
      ...(crashes && { startedAt: Math.max(pod.startedAt, now - 11) }),
      ...(startsAgain &&
        pod.situation.kind !== 'unknown' && { startedAt: now }),
    });
    recordPodEvents(this.cluster.events, next);
    return next;
  }

  /** Marks a pod as leaving and removes it when its process has ended. */
  terminate(
    state: WorkloadState,
    pod: PodRecord,
    then: () => void = () => {},
  ): void {
    if (pod.situation.kind === 'terminating') {
      return;
    }
    const leaving = this.become(state, pod, TERMINATING);
    this.cluster.after(this.#between(STOP_MS, pod.seed), () => {
      const current = this.cluster.still(state, leaving);
      if (current) {
        this.#caused.delete(current.uid);
        this.cluster.removePod(state, current);
      }
      then();
    });
  }

  /** Pods that count as replicas. */
  replicasOf(state: WorkloadState): PodRecord[] {
    return [...state.pods.values()].filter(
      ({ situation }) =>
        !isFinished(situation) && situation.kind !== 'terminating',
    );
  }

  /** Creates or removes pods until there are as many as wanted. */
  reconcile(state: WorkloadState): void {
    const { kind } = state.workload;
    if (kind === 'CronJob' || this.#rollouts.has(state)) {
      return;
    }
    const pods = this.replicasOf(state);
    if (kind === 'StatefulSet') {
      const ordinals = new Set(
        [...state.pods.values()].map(({ ordinal }) => ordinal),
      );
      for (let ordinal = 0; ordinal < state.replicas; ordinal++) {
        if (!ordinals.has(ordinal)) {
          this.createPod(state, currentSet(state), ordinal);
        }
      }
      for (const pod of pods) {
        if (pod.ordinal >= state.replicas) {
          this.terminate(state, pod);
        }
      }
      return;
    }
    for (let i = pods.length; i < state.replicas; i++) {
      this.createPod(state, currentSet(state));
    }
    // Controllers give up the pods first that serve nobody, then the youngest.
    const surplus = pods
      .sort(
        (a, b) =>
          Number(isReady(a.situation)) - Number(isReady(b.situation)) ||
          b.createdAt - a.createdAt,
      )
      .slice(0, Math.max(0, pods.length - state.replicas));
    for (const pod of surplus) {
      this.terminate(state, pod);
    }
  }

  scale(state: WorkloadState, replicas: number): void {
    if (replicas === state.replicas || replicas < 0) {
      return;
    }
    state.replicas = replicas;
    state.generation += 1;
    this.cluster.touch(state);
    this.reconcile(state);
  }

  /**
   * Replaces a Deployment's pods by those of another version, a quarter at a
   * time. Stops half-way when new pods do not get ready, as Kubernetes does.
   * @param writtenTemplate - somebody's; the one before stays where absent
   */
  rollOut(
    state: WorkloadState,
    version: string,
    writtenTemplate = currentSet(state).writtenTemplate,
  ): void {
    if (state.workload.kind !== 'Deployment' || this.#rollouts.has(state)) {
      return;
    }
    const set = createPodSet(state.workload, {
      revision: currentSet(state).revision + 1,
      version,
      createdAtMs: this.cluster.clock.now(),
      writtenTemplate,
    });
    state.sets.push(set);
    state.generation += 1;
    this.#rollouts.add(state);
    this.cluster.touch(state);
    this.#rollStep(state, set);
  }

  #rollStep(state: WorkloadState, set: PodSet): void {
    if (currentSet(state) !== set) {
      // A later rollout has taken over.
      return;
    }
    const batch = Math.max(1, Math.ceil(state.replicas * SURGE_RATIO));
    const pods = this.replicasOf(state);
    const fresh = pods.filter(pod => pod.set === set);
    const old = pods.filter(pod => pod.set !== set);
    const waiting = fresh.filter(({ situation }) => !isReady(situation));
    if (old.length === 0 && fresh.length >= state.replicas) {
      this.#finishRollout(state);
      return;
    }
    const room = Math.min(
      batch - waiting.length,
      state.replicas + batch - pods.length,
      state.replicas - fresh.length,
    );
    for (let i = 0; i < room; i++) {
      this.createPod(state, set);
    }
    // Old pods go only as far as ready new ones have taken their place.
    const ready = fresh.length - waiting.length;
    const mayLeave = old.length - Math.max(0, state.replicas - ready);
    for (const pod of old.slice(0, Math.max(0, mayLeave))) {
      this.terminate(state, pod);
    }
    this.cluster.after(1000, () => this.#rollStep(state, set));
  }

  #finishRollout(state: WorkloadState): void {
    this.#rollouts.delete(state);
    while (state.sets.length > KEPT_SETS + 1) {
      const [oldest] = state.sets.splice(0, 1);
      this.cluster.store.delete(
        'replicasets.apps',
        state.workload.namespace.name,
        oldest.name,
      );
    }
    this.cluster.touch(state);
    // Somebody may have scaled it down meanwhile.
    this.reconcile(state);
  }

  /** Rolls out even where another rollout is under way, as a Deployment whose template changes does. */
  rollOver(
    state: WorkloadState,
    version: string,
    writtenTemplate?: WrittenTemplate,
  ): void {
    this.#rollouts.delete(state);
    this.rollOut(state, version, writtenTemplate);
  }

  /**
   * Looks at every pod of a workload again and changes those whose surroundings
   * call for it, each a little later than the one before.
   * @param withinMs - the last one follows after this time
   */
  reassess(state: WorkloadState, withinMs: number): void {
    for (const pod of state.pods.values()) {
      if (!isLiving(pod)) {
        continue;
      }
      this.cluster.after(Math.floor(withinMs * hashRatio(pod.seed + 9)), () => {
        const current = state.pods.get(pod.name);
        if (!current || current.uid !== pod.uid || !isLiving(current)) {
          return;
        }
        this.#reassessPod(state, current);
      });
    }
  }

  #reassessPod(state: WorkloadState, pod: PodRecord): void {
    const symptom = symptomOf(this.cluster.model, this.cluster.causes, pod);
    if (symptom.kind !== 'running') {
      if (!isSameSituation(symptom, pod.situation)) {
        this.#caused.add(pod.uid);
        this.become(state, pod, symptom);
      }
    } else if (this.#caused.delete(pod.uid)) {
      this.become(state, pod, symptom);
    }
  }

  #spread(state: WorkloadState): void {
    const serves = [...state.pods.values()].some(({ situation }) =>
      isReady(situation),
    );
    const before = this.#serving.get(state);
    this.#serving.set(state, serves);
    if (before === serves || (before === undefined && serves)) {
      return;
    }
    for (const dependant of this.dependants(state)) {
      this.reassess(dependant, serves ? 4000 : 500);
    }
  }

  /** Workloads that call this one. */
  dependants({ workload }: WorkloadState): WorkloadState[] {
    return [...this.cluster.model.workloads.values()].filter(other =>
      other.workload.dependencies.some(
        ({ on, namespace }) =>
          workloadKey(namespace, on) ===
          workloadKey(workload.namespace.name, workload.name),
      ),
    );
  }

  #recordRefusal(state: WorkloadState, set: PodSet, message: string): void {
    this.cluster.events.record(
      {
        apiVersion: 'apps/v1',
        kind: set.ownerKind,
        namespace: state.workload.namespace.name,
        name: set.name,
        uid: set.uid,
      },
      {
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating: pods "${set.name}-" is forbidden: ${message}`,
        component: 'replicaset-controller',
      },
    );
  }

  #between(
    { least, spread }: { least: number; spread: number },
    seed: number,
  ): number {
    this.#dice = mix32(this.#dice + seed);
    return least + Math.floor(spread * hashRatio(this.#dice));
  }
}

/** Neither over nor leaving nor waiting for a place. */
function isLiving({ situation: { kind } }: PodRecord): boolean {
  return ![
    'completed',
    'failed',
    'terminating',
    'unschedulable',
    'starting',
  ].includes(kind);
}

function isSameSituation(a: Situation, b: Situation): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
