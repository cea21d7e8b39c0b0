import type { ClusterModel, WorkloadState } from './ClusterModel';
import type { ClusterNode } from './nodes';
import type { PodSet } from './workload';
import { largestRemainder } from './allocation';
import { workloadKey } from './ClusterModel';
import { JOB_HISTORY } from './plan';
import { podName, PodRecord } from './PodRecord';
import { createPodSet } from './podSets';
import { hash32, mix32, type Prng } from './prng';
import { COMPLETED, RUNNING, type Situation } from './situation';
import { requestsOf } from './workload';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long a run of a CronJob takes in the company's past. */
const RUN_MS = 4 * 60_000;

/** Gives every workload its pod sets and pods, all of them well. */
export function populate(
  cluster: ClusterModel,
  prng: Prng,
  nowMs: number,
): void {
  for (const state of cluster.workloads.values()) {
    if (state.workload.kind === 'CronJob') {
      addRuns(cluster, state, prng, nowMs);
    } else {
      addServing(cluster, state, prng, nowMs);
    }
  }
}

function addServing(
  cluster: ClusterModel,
  state: WorkloadState,
  prng: Prng,
  nowMs: number,
): void {
  const { workload } = state;
  const version = workload.program.spec.version;
  const rolledOutMs = nowMs - prng.between(2, 20 * 24) * HOUR_MS;
  const revision = 2 + prng.int(40);
  if (workload.kind === 'Deployment') {
    state.sets.push(
      createPodSet(workload, {
        revision: revision - 1,
        version: previousVersion(version),
        createdAtMs: rolledOutMs - prng.between(1, 20) * DAY_MS,
      }),
    );
  }
  const set = createPodSet(workload, {
    revision,
    version,
    createdAtMs: rolledOutMs,
  });
  state.sets.push(set);
  const nodes = [...cluster.nodes.values()];
  for (let i = 0; i < state.replicas; i++) {
    const ageMs = prng.chance(0.85)
      ? nowMs - rolledOutMs - prng.int(120_000)
      : prng.int(nowMs - rolledOutMs);
    addPod(cluster, state, set, {
      node: workload.kind === 'DaemonSet' ? nodes[i] : undefined,
      ordinal: workload.kind === 'StatefulSet' ? i : -1,
      situation: RUNNING,
      createdAtMs: nowMs - Math.max(ageMs, 60_000),
      readyAfterMs: prng.between(8_000, 40_000),
      restarts: prng.chance(0.06) ? 1 + prng.int(3) : 0,
    });
  }
}

/** The kept runs of a CronJob, with their completed pods. */
function addRuns(
  cluster: ClusterModel,
  state: WorkloadState,
  prng: Prng,
  nowMs: number,
): void {
  const { workload } = state;
  const runs = Math.min(JOB_HISTORY, state.replicas);
  const counts = largestRemainder(state.replicas, Array(runs).fill(1));
  state.replicas = Math.max(1, Math.ceil(state.replicas / JOB_HISTORY));
  const everyMs = runIntervalMs(workload.program.spec);
  const lastRunMs = Math.floor((nowMs - RUN_MS - 60_000) / everyMs) * everyMs;
  for (let run = runs - 1; run >= 0; run--) {
    const startMs = lastRunMs - run * everyMs;
    const set = createPodSet(workload, {
      revision: 1,
      version: workload.program.spec.version,
      createdAtMs: startMs,
    });
    state.sets.push(set);
    for (let i = 0; i < counts[runs - 1 - run]; i++) {
      addPod(cluster, state, set, {
        ordinal: -1,
        situation: COMPLETED,
        createdAtMs: startMs + prng.int(2000),
        readyAfterMs: prng.between(60_000, RUN_MS - 5_000),
        restarts: 0,
      });
    }
  }
}

/** How often a CronJob runs, read from the few schedules that the company uses. */
export function runIntervalMs(spec: object): number {
  const schedule = 'schedule' in spec ? String(spec.schedule) : '';
  const everyMinutes = /^\*\/(\d+) /.exec(schedule);
  return everyMinutes ? Number(everyMinutes[1]) * 60_000 : HOUR_MS;
}

export interface NewPod {
  /** Only where the controller decides, as for DaemonSets. */
  node?: ClusterNode;
  ordinal: number;
  situation: Situation;
  createdAtMs: number;
  /** From creation to the beginning of the situation. */
  readyAfterMs: number;
  restarts: number;
}

/** Makes, names and places a pod. A pod that fits nowhere is unschedulable. */
export function addPod(
  cluster: ClusterModel,
  state: WorkloadState,
  set: PodSet,
  wanted: NewPod,
): PodRecord {
  const { workload } = state;
  const request = requestsOf(workload);
  const finished = wanted.situation.kind === 'completed';
  let node = wanted.node;
  if (node) {
    cluster.scheduler.assign(node, request);
  } else {
    const key = workloadKey(workload.namespace.name, workload.name);
    node = cluster.scheduler.place(key, request);
    if (node && finished) {
      cluster.scheduler.release(node, request);
    }
  }
  const situation: Situation = node
    ? wanted.situation
    : unschedulable(cluster, request.gpus > 0 ? 'nvidia.com/gpu' : 'cpu');
  const createdAt = Math.floor(wanted.createdAtMs / 1000);
  const since = node
    ? createdAt + Math.floor(wanted.readyAfterMs / 1000)
    : createdAt;
  const pod = new PodRecord({
    set,
    seed: freeSeed(state, set, wanted.ordinal, createdAt),
    ordinal: wanted.ordinal,
    node,
    addressNumber: cluster.nextPodAddress,
    situation,
    since,
    createdAt,
    startedAt: createdAt + 3,
    restarts: wanted.restarts,
  });
  cluster.nextPodAddress += 1;
  state.pods.set(pod.name, pod);
  return pod;
}

export function unschedulable(
  cluster: ClusterModel,
  short: 'cpu' | 'memory' | 'nvidia.com/gpu',
): Situation {
  const count = cluster.nodes.size;
  return {
    kind: 'unschedulable',
    message: `0/${count} nodes are available: ${count} Insufficient ${short}. preemption: 0/${count} nodes are available: ${count} No preemption victims found for incoming pod.`,
  };
}

/** A seed whose generated name is not taken yet. */
function freeSeed(
  state: WorkloadState,
  set: PodSet,
  ordinal: number,
  createdAt: number,
): number {
  let seed = mix32(hash32(set.uid, state.pods.size) ^ createdAt);
  while (ordinal < 0 && state.pods.has(podName(set, seed, ordinal))) {
    seed = mix32(seed + 1);
  }
  return seed;
}

function previousVersion(version: string): string {
  const parts = /^(.*?)(\d+)$/.exec(version);
  if (!parts) {
    return `${version}-1`;
  }
  const last = Number(parts[2]);
  return last > 0 ? `${parts[1]}${last - 1}` : `${version}-rc.9`;
}
