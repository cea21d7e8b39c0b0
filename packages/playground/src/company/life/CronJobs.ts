import type { WorkloadState } from '../ClusterModel';
import type { PodRecord } from '../PodRecord';
import type { PodSet } from '../workload';
import type { Controllers } from './Controllers';
import { currentSet } from '../ClusterModel';
import { JOB_HISTORY } from '../plan';
import { createPodSet } from '../podSets';
import { runIntervalMs } from '../populate';
import { hashRatio } from '../prng';
import { COMPLETED } from '../situation';

/** How long a pod of a run works, in the company's shortened time. */
const WORK_MS = { least: 15_000, spread: 45_000 };

/** Starts the runs of CronJobs when they are due, ends them, and forgets old ones. */
export class CronJobs {
  readonly #controllers: Controllers;
  readonly #states: WorkloadState[];

  constructor(controllers: Controllers) {
    this.#controllers = controllers;
    this.#states = [...controllers.cluster.model.workloads.values()].filter(
      ({ workload, sets }) => workload.kind === 'CronJob' && sets.length > 0,
    );
  }

  runDue(): void {
    const nowMs = this.#controllers.cluster.clock.now();
    for (const state of this.#states) {
      const everyMs = runIntervalMs(state.workload.program.spec);
      const dueMs = Math.floor(nowMs / everyMs) * everyMs;
      if (dueMs > currentSet(state).createdAtMs) {
        this.#start(state, dueMs);
      }
    }
  }

  #start(state: WorkloadState, dueMs: number): void {
    const set = createPodSet(state.workload, {
      revision: 1,
      version: currentSet(state).version,
      createdAtMs: dueMs,
    });
    state.sets.push(set);
    for (let i = 0; i < state.replicas; i++) {
      const pod = this.#controllers.createPod(state, set);
      if (pod) {
        this.#finishLater(state, pod);
      }
    }
    while (state.sets.length > JOB_HISTORY) {
      this.#forget(state, state.sets[0]);
    }
    this.#controllers.cluster.touch(state);
  }

  #finishLater(state: WorkloadState, pod: PodRecord): void {
    const { cluster } = this.#controllers;
    const workMs = WORK_MS.least + WORK_MS.spread * hashRatio(pod.seed + 11);
    cluster.after(workMs, () => {
      const current = state.pods.get(pod.name);
      if (current?.situation.kind === 'running') {
        this.#controllers.become(state, current, COMPLETED);
      } else if (current && current.situation.kind !== 'completed') {
        // It cannot work now: look again later.
        this.#finishLater(state, current);
      }
    });
  }

  #forget(state: WorkloadState, set: PodSet): void {
    const { cluster } = this.#controllers;
    state.sets = state.sets.filter(each => each !== set);
    for (const pod of [...state.pods.values()]) {
      if (pod.set === set) {
        cluster.removePod(state, pod);
      }
    }
    cluster.store.delete('jobs.batch', state.workload.namespace.name, set.name);
  }
}
