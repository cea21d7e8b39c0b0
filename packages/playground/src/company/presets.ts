import type { Company } from './Company';
import type { ClusterModel, WorkloadState } from './ClusterModel';
import type { PodRecord } from './PodRecord';
import type { ClusterName } from './spec';
import { workloadsRunning } from './ClusterModel';
import { REFERENCE_PODS } from './clusters';
import { unschedulable } from './populate';
import { hashRatio } from './prng';
import { CREATING, NODE_LOST, TERMINATING, type Situation } from './situation';
import { imageRepository, requestsOf } from './workload';

/**
 * - `healthy`   nothing is wrong anywhere.
 * - `everyday`  a usual morning: a few things fail, each for a reason of its own.
 */
export type Preset = 'healthy' | 'everyday';

export const PRESETS: readonly Preset[] = ['healthy', 'everyday'];

interface Trouble {
  cluster: ClusterName;
  /** Service or middleware. */
  program: string;
  environment?: string;
  /** Pods at 6,000 in the company. */
  pods: number;
  situation: Situation | 'imageMissing' | 'noRoom';
  /** How long ago it began, in minutes. */
  minutes: number;
  restarts?: number;
}

const crash = (lastLine: string, exitCode = 1): Situation => ({
  kind: 'crashLoop',
  exitCode,
  lastReason: 'Error',
  lastLine,
});
const oom: Situation = {
  kind: 'crashLoop',
  exitCode: 137,
  lastReason: 'OOMKilled',
  lastLine: 'Allocating a further 256 MiB for window state',
};
const notReady = (message: string): Situation => ({
  kind: 'notReady',
  message,
});

const EVERYDAY: readonly Trouble[] = [
  {
    cluster: 'prod-hangzhou',
    program: 'coupon-api',
    pods: 4,
    situation: 'imageMissing',
    minutes: 50,
  },
  {
    cluster: 'prod-hangzhou',
    program: 'flink-parcel-flow',
    pods: 3,
    situation: oom,
    minutes: 12,
    restarts: 9,
  },
  {
    cluster: 'prod-hangzhou',
    program: 'hub-scheduler',
    pods: 3,
    situation: crash(
      'java.lang.IllegalStateException: shift calendar 2026-W47 is empty',
    ),
    minutes: 34,
    restarts: 11,
  },
  {
    cluster: 'prod-hangzhou',
    program: 'vehicle-telemetry',
    pods: 5,
    situation: notReady(
      'Readiness probe failed: HTTP probe failed with statuscode: 503',
    ),
    minutes: 7,
  },
  {
    cluster: 'prod-hangzhou',
    program: 'eta-calculator',
    pods: 4,
    situation: notReady(
      'Readiness probe failed: context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ),
    minutes: 3,
  },
  {
    cluster: 'prod-hangzhou',
    program: 'route-planner',
    pods: 5,
    situation: CREATING,
    minutes: 0,
  },
  {
    cluster: 'prod-hangzhou',
    program: 'prometheus-agent',
    pods: 2,
    situation: TERMINATING,
    minutes: 0,
  },
  {
    cluster: 'prod-shanghai',
    program: 'flink-settlement',
    pods: 1,
    situation: oom,
    minutes: 22,
    restarts: 6,
  },
  {
    cluster: 'prod-shanghai',
    program: 'binlog-sync',
    pods: 1,
    situation: {
      kind: 'failed',
      reason: 'Evicted',
      message:
        'The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 9318Mi.',
    },
    minutes: 95,
  },
  {
    cluster: 'prod-shanghai',
    program: 'order-core',
    pods: 6,
    situation: CREATING,
    minutes: 0,
  },
  {
    cluster: 'prod-shanghai',
    program: 'order-core',
    pods: 4,
    situation: TERMINATING,
    minutes: 0,
  },
  {
    cluster: 'prod-shanghai',
    program: 'track-indexer',
    pods: 2,
    situation: notReady(
      'Readiness probe failed: HTTP probe failed with statuscode: 503',
    ),
    minutes: 4,
  },
  {
    cluster: 'staging',
    program: 'track-writer',
    environment: 'dev',
    pods: 8,
    situation: 'imageMissing',
    minutes: 130,
  },
  {
    cluster: 'staging',
    program: 'scan-processor',
    environment: 'dev',
    pods: 2,
    situation: crash(
      'panic: configuration key scan.window is not a duration: "15"',
      2,
    ),
    minutes: 71,
    restarts: 18,
  },
  {
    cluster: 'staging',
    program: 'payment-core',
    environment: 'staging',
    pods: 6,
    situation: 'noRoom',
    minutes: 26,
  },
  {
    cluster: 'staging',
    program: 'flink-parcel-flow',
    environment: 'dev',
    pods: 3,
    situation: 'noRoom',
    minutes: 300,
  },
  {
    cluster: 'staging',
    program: 'spark-night',
    pods: 2,
    situation: {
      kind: 'failed',
      reason: 'Error',
      message: 'Table waybill_2026w46 does not exist',
    },
    minutes: 44,
  },
  {
    cluster: 'staging',
    program: 'web-shop',
    environment: 'dev',
    pods: 4,
    situation: CREATING,
    minutes: 0,
  },
  {
    cluster: 'edge',
    program: 'label-print',
    pods: 6,
    situation: notReady(
      'Readiness probe failed: dial tcp: connect: no route to host',
    ),
    minutes: 18,
  },
];

/** A site whose uplink is down on a usual morning. */
const SILENT_NODE = { cluster: 'edge', number: 7, minutes: 41 } as const;

/** Changes a healthy company, in place, into the one that the preset describes. */
export function applyPreset(
  company: Company,
  preset: Preset,
  nowMs: number,
): void {
  if (preset === 'healthy') {
    return;
  }
  const total = company.clusters.reduce(
    (sum, cluster) => sum + countPods(cluster),
    0,
  );
  const factor = total / REFERENCE_PODS;
  for (const trouble of EVERYDAY) {
    const cluster = company.clusters.find(
      ({ spec }) => spec.name === trouble.cluster,
    );
    if (cluster) {
      afflict(
        cluster,
        trouble,
        Math.max(1, Math.round(trouble.pods * factor)),
        nowMs,
      );
    }
  }
  const edge = company.clusters.find(
    ({ spec }) => spec.name === SILENT_NODE.cluster,
  );
  if (edge && edge.nodes.size > SILENT_NODE.number) {
    silenceNode(edge, SILENT_NODE.number, nowMs - SILENT_NODE.minutes * 60_000);
  }
}

function afflict(
  cluster: ClusterModel,
  trouble: Trouble,
  count: number,
  nowMs: number,
): void {
  const states = workloadsRunning(cluster, trouble.program).filter(
    ({ workload }) =>
      !trouble.environment ||
      workload.namespace.environment === trouble.environment,
  );
  let left = count;
  for (const state of states) {
    const healthy = [...state.pods.values()].filter(
      pod =>
        pod.situation.kind === 'running' || pod.situation.kind === 'completed',
    );
    for (const pod of healthy.slice(
      0,
      Math.min(left, maximum(trouble, healthy.length)),
    )) {
      changePod(cluster, state, pod, trouble, nowMs);
      left -= 1;
    }
  }
}

/** Something keeps serving, except where all replicas have the same wrong image. */
function maximum(trouble: Trouble, pods: number): number {
  return trouble.situation === 'imageMissing' ? pods : Math.ceil(pods * 0.6);
}

function changePod(
  cluster: ClusterModel,
  state: WorkloadState,
  pod: PodRecord,
  trouble: Trouble,
  nowMs: number,
): void {
  const jitter = Math.floor(hashRatio(pod.seed) * 25);
  const since = Math.floor(nowMs / 1000) - trouble.minutes * 60 - jitter;
  const request = requestsOf(state.workload);
  const situation = situationOf(cluster, pod, trouble);
  if (pod.node && situation.kind === 'unschedulable') {
    cluster.scheduler.release(pod.node, request);
  }
  // A pod that is on its way out, or is over, no longer counts as a replica.
  if (
    (situation.kind === 'terminating' || situation.kind === 'failed') &&
    state.workload.kind === 'Deployment'
  ) {
    state.replicas -= 1;
  }
  const isYoung = ['starting', 'imagePull', 'unschedulable'].includes(
    situation.kind,
  );
  state.pods.set(
    pod.name,
    pod.with({
      situation,
      since,
      ...(isYoung && { createdAt: since - 1, startedAt: since, restarts: 0 }),
      ...(!isYoung && { createdAt: Math.min(pod.createdAt, since - 60) }),
      ...(situation.kind === 'crashLoop' && { startedAt: since - 11 }),
      ...(situation.kind === 'unschedulable' && { node: undefined }),
      ...(trouble.restarts !== undefined && {
        restarts: trouble.restarts + Math.floor(hashRatio(pod.seed + 1) * 4),
      }),
    }),
  );
}

function situationOf(
  cluster: ClusterModel,
  pod: PodRecord,
  { situation }: Trouble,
): Situation {
  switch (situation) {
    case 'imageMissing':
      return imageMissing(
        `${imageRepository(pod.set.workload)}:${pod.set.version}`,
      );
    case 'noRoom':
      return unschedulable(cluster, 'cpu');
    default:
      return situation;
  }
}

export function imageMissing(image: string): Situation {
  return {
    kind: 'imagePull',
    reason: 'ImagePullBackOff',
    message: `Back-off pulling image "${image}": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "${image}": ${image}: not found`,
  };
}

function silenceNode(
  cluster: ClusterModel,
  number: number,
  atMs: number,
): void {
  const node = [...cluster.nodes.values()][number];
  const silent = { ...node, ready: false, readySinceMs: atMs };
  cluster.nodes.set(node.name, silent);
  cluster.scheduler.setLost(node.name, true);
  for (const state of cluster.workloads.values()) {
    for (const pod of state.pods.values()) {
      if (pod.node?.name === node.name) {
        state.pods.set(
          pod.name,
          pod.with({
            node: silent,
            situation: NODE_LOST,
            since: Math.floor(atMs / 1000),
          }),
        );
      }
    }
  }
}

function countPods(cluster: ClusterModel): number {
  let count = 0;
  for (const { pods } of cluster.workloads.values()) {
    count += pods.size;
  }
  return count;
}
