import type { WorkloadState } from '../ClusterModel';
import type { PodRecord } from '../PodRecord';
import type { Controllers } from './Controllers';
import { currentSet, podsOf } from '../ClusterModel';
import { REFERENCE_PODS } from '../clusters';
import { Prng } from '../prng';
import { isFinished } from '../situation';
import { CronJobs } from './CronJobs';
import { recordPodEvents } from './podEvents';

const TICK_MS = 250;
/** Small things that happen each second in a company of 6,000 pods. */
const HAPPENINGS_PER_SECOND = 2.5;
/** Above this, a larger company does not get livelier: nobody could follow. */
const MAX_PER_SECOND = 60;
/** How long a pod answers its probe badly when nothing is really wrong. */
const HICCUP_MS = { least: 4_000, spread: 12_000 };

export interface LifeOptions {
  seed: number;
  /** How lively; 1 is a usual morning, 0 stands still. */
  pace?: number;
}

/** The usual morning of one cluster: rollouts, restarts, scaling, hiccups and jobs. */
export class Life {
  readonly #controllers: Controllers;
  readonly #prng: Prng;
  readonly #perTick: number;
  readonly #cronJobs: CronJobs;
  readonly #workloads: WorkloadState[];
  #running = false;

  constructor(controllers: Controllers, options: LifeOptions) {
    this.#controllers = controllers;
    const { model } = controllers.cluster;
    this.#prng = new Prng(`${options.seed}/life/${model.spec.name}`);
    const pods = [...model.workloads.values()].reduce(
      (sum, { pods: own }) => sum + own.size,
      0,
    );
    const perSecond = Math.min(
      MAX_PER_SECOND,
      (HAPPENINGS_PER_SECOND * pods) / REFERENCE_PODS,
    );
    this.#perTick = (perSecond * (options.pace ?? 1) * TICK_MS) / 1000;
    this.#cronJobs = new CronJobs(controllers);
    this.#workloads = [...model.workloads.values()].filter(
      ({ workload, pods: own }) =>
        workload.kind === 'Deployment' && own.size > 0,
    );
  }

  /** Writes the Events of what is wrong already, and lets time go on. */
  start(): void {
    const { model, events } = this.#controllers.cluster;
    for (const pod of podsOf(model)) {
      if (
        pod.situation.kind !== 'running' &&
        pod.situation.kind !== 'completed'
      ) {
        recordPodEvents(events, pod, pod.since * 1000);
      }
    }
    this.#finishWhatBegan();
    this.#running = true;
    this.#tick();
  }

  stop(): void {
    this.#running = false;
  }

  #tick(): void {
    if (!this.#running) {
      return;
    }
    let due = this.#perTick;
    while (due > 0) {
      if (due >= 1 || this.#prng.chance(due)) {
        this.#happen();
      }
      due -= 1;
    }
    if (this.#perTick > 0) {
      this.#cronJobs.runDue();
      this.#restartCrashed();
    }
    this.#controllers.cluster.after(TICK_MS, () => this.#tick());
  }

  #happen(): void {
    if (this.#workloads.length === 0) {
      return;
    }
    const state = this.#prng.pick(this.#workloads);
    const dice = this.#prng.next();
    if (dice < 0.5) {
      this.#hiccup(state);
    } else if (dice < 0.75) {
      this.#restart(state);
    } else if (dice < 0.93) {
      this.#autoscale(state);
    } else if (dice < 0.96) {
      this.#rollOut(state);
    }
  }

  #wellPod(state: WorkloadState): PodRecord | undefined {
    const pods = [...state.pods.values()].filter(
      ({ situation }) => situation.kind === 'running',
    );
    // The last one that serves is left alone: an outage is a scenario's business.
    return pods.length > 1 ? this.#prng.pick(pods) : undefined;
  }

  #hiccup(state: WorkloadState): void {
    const pod = this.#wellPod(state);
    if (pod) {
      this.#unreadyFor(
        state,
        pod,
        'Readiness probe failed: HTTP probe failed with statuscode: 503',
      );
    }
  }

  #restart(state: WorkloadState): void {
    const pod = this.#wellPod(state);
    if (pod) {
      const restarted = this.#controllers.cluster.changePod(state, pod, {
        restarts: pod.restarts + 1,
        startedAt: this.#controllers.cluster.nowSeconds(),
      });
      this.#unreadyFor(
        state,
        restarted,
        'Readiness probe failed: dial tcp: connect: connection refused',
      );
    }
  }

  #unreadyFor(state: WorkloadState, pod: PodRecord, message: string): void {
    const { cluster } = this.#controllers;
    const unready = this.#controllers.become(state, pod, {
      kind: 'notReady',
      message,
    });
    cluster.after(HICCUP_MS.least + this.#prng.int(HICCUP_MS.spread), () => {
      const current = cluster.still(state, unready);
      if (current) {
        this.#controllers.settle(state, current);
      }
    });
  }

  #autoscale(state: WorkloadState): void {
    const { program } = state.workload;
    if (
      program.type !== 'service' ||
      !program.spec.autoscaled ||
      state.replicas < 3
    ) {
      return;
    }
    const usual = this.#usualReplicas(state);
    const next = state.replicas + (state.replicas > usual ? -1 : 1);
    this.#controllers.scale(state, Math.max(2, next));
  }

  readonly #usual = new Map<WorkloadState, number>();

  #usualReplicas(state: WorkloadState): number {
    const known = this.#usual.get(state) ?? state.replicas;
    this.#usual.set(state, known);
    return known;
  }

  #rollOut(state: WorkloadState): void {
    const isSmall = state.replicas > 1 && state.replicas <= 60;
    const isWell = [...state.pods.values()].every(
      ({ situation }) => situation.kind === 'running' || isFinished(situation),
    );
    if (isSmall && isWell) {
      this.#controllers.rollOut(state, nextVersion(currentSet(state).version));
    }
  }

  /** Pods that were starting or stopping when the picture was taken go on. */
  #finishWhatBegan(): void {
    const { cluster } = this.#controllers;
    for (const state of cluster.model.workloads.values()) {
      for (const pod of state.pods.values()) {
        const { kind } = pod.situation;
        if (kind === 'starting' || kind === 'terminating') {
          cluster.after(20_000 + this.#prng.int(40_000), () => {
            const current = cluster.still(state, pod);
            if (current && kind === 'starting') {
              this.#controllers.settle(state, current);
            } else if (current) {
              cluster.removePod(state, current);
            }
          });
        }
      }
    }
  }

  /** Containers in back-off try again, ever more rarely up to every five minutes. */
  #restartCrashed(): void {
    const { cluster } = this.#controllers;
    const now = cluster.nowSeconds();
    if (now === this.#lastRestartCheck || now % 5 !== 0) {
      return;
    }
    this.#lastRestartCheck = now;
    for (const state of cluster.model.workloads.values()) {
      for (const pod of state.pods.values()) {
        const pauseSeconds = Math.min(300, 20 * 2 ** Math.min(pod.restarts, 6));
        if (
          pod.situation.kind === 'crashLoop' &&
          now - pod.since >= pauseSeconds
        ) {
          this.#controllers.become(state, pod, pod.situation);
        }
      }
    }
  }

  #lastRestartCheck = 0;
}

/** The next patch release of a version. */
export function nextVersion(version: string): string {
  const parts = /^(.*?)(\d+)$/.exec(version);
  return parts ? `${parts[1]}${Number(parts[2]) + 1}` : `${version}.1`;
}
