import type { NamedPod } from '../PodFacts';
import type { Situation } from '../situation';
import { hash32, mix32 } from '../prng';
import {
  containerNames,
  MAIN_CONTAINER,
  mainImage,
  SIDECAR_IMAGE,
} from './podTemplate';
import { isoSeconds } from './time';

type Json = { [field: string]: unknown };

/** `status` of a pod: everything in it follows from its situation. */
export function podStatus(pod: NamedPod): Json {
  const { situation } = pod;
  const phase = phaseOf(situation);
  const status: Json = {
    phase,
    conditions: conditions(pod),
    qosClass: qosClass(pod),
    startTime: pod.node && isoSeconds(pod.createdAt),
  };
  if (situation.kind === 'unschedulable') {
    delete status.startTime;
    return status;
  }
  if (situation.kind === 'failed' && situation.reason !== 'Error') {
    status.reason = situation.reason;
    status.message = situation.message;
  }
  if (situation.kind === 'unknown') {
    status.reason = 'NodeLost';
    status.message = `Node ${pod.node?.name} which was running pod ${pod.name} is unresponsive`;
  }
  status.hostIP = pod.node?.address;
  status.hostIPs = [{ ip: pod.node?.address }];
  if (situation.kind !== 'starting') {
    status.podIP = pod.address;
    status.podIPs = [{ ip: pod.address }];
  }
  if (!(situation.kind === 'failed' && situation.reason === 'Evicted')) {
    status.containerStatuses = containerNames(pod.set.workload).map(name =>
      name === MAIN_CONTAINER
        ? mainContainerStatus(pod)
        : sidecarStatus(pod, name),
    );
  }
  return status;
}

/** `status.phase`. A pod of a lost node keeps the phase that it had. */
export function phaseOf({ kind }: Situation): string {
  switch (kind) {
    case 'starting':
    case 'imagePull':
    case 'unschedulable':
      return 'Pending';
    case 'completed':
      return 'Succeeded';
    case 'failed':
      return 'Failed';
    default:
      return 'Running';
  }
}

function qosClass({ set }: NamedPod): string {
  const { cpu, memory } = set.workload.program.spec;
  return cpu.request === cpu.limit && memory.request === memory.limit
    ? 'Guaranteed'
    : 'Burstable';
}

function conditions(pod: NamedPod): Json[] {
  const { situation } = pod;
  const created = isoSeconds(pod.createdAt);
  const since = isoSeconds(pod.since);
  const condition = (
    type: string,
    on: boolean,
    at: string,
    extra: Json = {},
  ): Json => ({
    type,
    status: on ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: at,
    ...extra,
  });
  if (situation.kind === 'unschedulable') {
    return [
      condition('PodScheduled', false, created, {
        reason: 'Unschedulable',
        message: situation.message,
      }),
    ];
  }
  const scheduled = condition('PodScheduled', true, created);
  const initialized = condition('Initialized', true, created, {
    ...(situation.kind === 'completed' && { reason: 'PodCompleted' }),
  });
  const sandbox = condition(
    'PodReadyToStartContainers',
    situation.kind !== 'starting' && situation.kind !== 'completed',
    isoSeconds(pod.createdAt + 1),
  );
  const unready = readinessProblem(pod);
  return [
    sandbox,
    initialized,
    condition('Ready', !unready, since, unready?.ready),
    condition('ContainersReady', !unready, since, unready?.containers),
    scheduled,
  ];
}

function readinessProblem(
  pod: NamedPod,
): { ready: Json; containers: Json } | undefined {
  switch (pod.situation.kind) {
    case 'running':
      return undefined;
    case 'terminating':
      return undefined;
    case 'completed':
      return {
        ready: { reason: 'PodCompleted' },
        containers: { reason: 'PodCompleted' },
      };
    case 'failed':
      return {
        ready: { reason: 'PodFailed' },
        containers: { reason: 'PodFailed' },
      };
    case 'unknown':
      // The node controller touches the pod's readiness only, not its containers'.
      return { ready: {}, containers: {} };
    default: {
      const because = {
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${MAIN_CONTAINER}]`,
      };
      return { ready: because, containers: because };
    }
  }
}

function mainContainerStatus(pod: NamedPod): Json {
  const { situation } = pod;
  const image = mainImage(pod.set);
  const runsNow = ![
    'starting',
    'imagePull',
    'completed',
    'failed',
    'crashLoop',
  ].includes(situation.kind);
  const hasRun =
    situation.kind !== 'starting' && situation.kind !== 'imagePull';
  return {
    name: MAIN_CONTAINER,
    image,
    imageID: hasRun ? `${image.split(':')[0]}@sha256:${digest(image)}` : '',
    ...(hasRun && {
      containerID: `containerd://${digest(`${pod.uid}/${pod.restarts}`)}`,
    }),
    ready:
      situation.kind === 'running' ||
      situation.kind === 'terminating' ||
      situation.kind === 'unknown',
    started: runsNow,
    restartCount: pod.restarts,
    state: mainState(pod),
    lastState: lastState(pod),
  };
}

function mainState(pod: NamedPod): Json {
  const { situation } = pod;
  const since = isoSeconds(pod.since);
  const startedAt = isoSeconds(pod.startedAt);
  switch (situation.kind) {
    case 'starting':
      return { waiting: { reason: situation.stage } };
    case 'imagePull':
      return {
        waiting: { reason: situation.reason, message: situation.message },
      };
    case 'crashLoop':
      return {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: `back-off ${backOff(
            pod.restarts,
          )} restarting failed container=${MAIN_CONTAINER} pod=${pod.name}_${
            pod.namespace
          }(${pod.uid})`,
        },
      };
    case 'completed':
      return {
        terminated: {
          exitCode: 0,
          reason: 'Completed',
          startedAt,
          finishedAt: since,
        },
      };
    case 'failed':
      return {
        terminated: {
          exitCode: situation.reason === 'DeadlineExceeded' ? 143 : 1,
          reason: 'Error',
          message: situation.message,
          startedAt,
          finishedAt: since,
        },
      };
    default:
      return { running: { startedAt } };
  }
}

function lastState(pod: NamedPod): Json {
  const { situation, restarts } = pod;
  if (situation.kind === 'crashLoop') {
    return {
      terminated: {
        exitCode: situation.exitCode,
        reason: situation.lastReason,
        // The kernel leaves no last words; a program's come by FallbackToLogsOnError.
        ...(situation.lastReason === 'Error' && {
          message: `${situation.lastLine}\n`,
        }),
        startedAt: isoSeconds(pod.startedAt),
        finishedAt: isoSeconds(Math.max(pod.startedAt + 1, pod.since)),
        containerID: `containerd://${digest(`${pod.uid}/${restarts - 1}`)}`,
      },
    };
  }
  if (restarts > 0 && situation.kind !== 'starting') {
    return {
      terminated: {
        exitCode: 1,
        reason: 'Error',
        startedAt: isoSeconds(pod.createdAt + 3),
        finishedAt: isoSeconds(Math.max(pod.createdAt + 4, pod.startedAt - 1)),
        containerID: `containerd://${digest(`${pod.uid}/${restarts - 1}`)}`,
      },
    };
  }
  return {};
}

function sidecarStatus(pod: NamedPod, name: string): Json {
  const waits = ['starting', 'imagePull'].includes(pod.situation.kind);
  const runs = !waits && !['completed', 'failed'].includes(pod.situation.kind);
  return {
    name,
    image: SIDECAR_IMAGE,
    imageID: waits
      ? ''
      : `${SIDECAR_IMAGE.split(':')[0]}@sha256:${digest(SIDECAR_IMAGE)}`,
    ready: runs,
    started: runs,
    restartCount: 0,
    state: sidecarState(pod, waits, runs),
    lastState: {},
  };
}

function sidecarState(pod: NamedPod, waits: boolean, runs: boolean): Json {
  if (waits) {
    return { waiting: { reason: 'ContainerCreating' } };
  }
  const startedAt = isoSeconds(pod.createdAt + 3);
  return runs
    ? { running: { startedAt } }
    : {
        terminated: {
          exitCode: 0,
          reason: 'Completed',
          startedAt,
          finishedAt: isoSeconds(pod.since),
        },
      };
}

/** The kubelet doubles its pause from 10 s up to 5 min. */
function backOff(restarts: number): string {
  const seconds = Math.min(300, 10 * 2 ** Math.max(0, restarts - 1));
  return seconds >= 60
    ? `${Math.floor(seconds / 60)}m${seconds % 60}s`
    : `${seconds}s`;
}

/** 64 hex digits that look like a SHA-256 and depend on the text only. */
function digest(text: string): string {
  const high = hash32(text);
  const low = hash32(text, 1);
  let hex = '';
  for (let i = 0; i < 8; i++) {
    hex += mix32(Math.imul(high, i + 1) ^ low)
      .toString(16)
      .padStart(8, '0');
  }
  return hex;
}
