import type { PodState } from '@panorama/plugin-fleet-common';
import { timeMs } from './time';
import type {
  SelectedContainerStatus,
  SelectedPod,
  SelectedTermination,
} from './selectedPod';

/** What a cell shows, and until when where time alone changes it. */
export interface PodCondition {
  state: PodState;
  /** Kubernetes' own word, such as `CrashLoopBackOff`; absent where the state says everything. */
  reason?: string;
  /** At `atMs` the condition becomes this one, if the cluster says nothing new. */
  lapses?: { atMs: number; state: PodState; reason?: string };
}

/** A container that was killed for memory and runs again keeps the mark this long. */
export const RECENT_OOM_MS = 10 * 60_000;

/** A container that runs but is not ready yet counts as starting this long: most readiness probes need some seconds. */
export const READINESS_GRACE_MS = 30_000;

/** From the kubelet: pkg/kubelet/images/types.go. */
const IMAGE_REASONS = new Set([
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** From the kubelet: pkg/kubelet/container/sync_result.go and kuberuntime. They do not heal without a change. */
const CREATION_FAILURES = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'PostStartHookError',
  'CreatePodSandboxError',
  'ConfigPodSandboxError',
]);

const OOM = 'OOMKilled';

/**
 * The state of a pod's cell, from what the API server says of it at `nowMs`.
 * Follows the order in which `kubectl get pods` finds its STATUS word
 * (pkg/printers/internalversion/printers.go, printPod), with the words grouped
 * into the portal's states. A lost node is not known here: see PodColumns.
 */
export function podCondition(pod: SelectedPod, nowMs: number): PodCondition {
  const status = pod.status ?? {};
  const containers = status.containerStatuses ?? [];
  const inits = status.initContainerStatuses ?? [];

  if (status.phase === 'Succeeded') {
    return { state: 'completed' };
  }
  if (status.phase === 'Failed') {
    return failedCondition(status.reason, [...inits, ...containers]);
  }
  if (status.reason === 'NodeLost' || status.phase === 'Unknown') {
    return { state: 'unknown', reason: status.reason ?? 'Unknown' };
  }
  if (pod.metadata.deletionTimestamp) {
    return { state: 'terminating' };
  }
  return (
    initCondition(pod, inits) ??
    worstContainerCondition(containers) ??
    schedulingCondition(pod) ??
    readyCondition(pod, containers, nowMs)
  );
}

function failedCondition(
  podReason: string | undefined,
  statuses: SelectedContainerStatus[],
): PodCondition {
  const ends = statuses.map(lastEnd).filter(end => end && !endedWell(end));
  if (!podReason && ends.some(end => end?.reason === OOM)) {
    return { state: 'oom', reason: OOM };
  }
  return { state: 'failed', reason: podReason || ends[0]?.reason || 'Error' };
}

/** What holds the pod in its init phase; `undefined` once that is over. */
function initCondition(
  pod: SelectedPod,
  inits: SelectedContainerStatus[],
): PodCondition | undefined {
  const specs = pod.spec?.initContainers ?? [];
  for (let i = 0; i < inits.length; i += 1) {
    const status = inits[i];
    const isSidecar =
      specs.find(spec => spec.name === status.name)?.restartPolicy === 'Always';
    const end = status.state?.terminated;
    if (end ? end.exitCode === 0 : isSidecar && status.started) {
      continue;
    }
    const trouble = containerCondition(status);
    if (trouble) {
      return { ...trouble, reason: `Init:${trouble.reason}` };
    }
    // Scheduling comes before init containers: their statuses exist only after it.
    return { state: 'starting', reason: `Init:${i}/${inits.length}` };
  }
  return undefined;
}

const SEVERITY: PodState[] = [
  'failed',
  'oom',
  'crashloop',
  'imagepull',
  'notready',
];

function worstContainerCondition(
  statuses: SelectedContainerStatus[],
): PodCondition | undefined {
  let worst: PodCondition | undefined;
  for (const status of statuses) {
    const condition = containerCondition(status);
    if (
      condition &&
      (!worst ||
        SEVERITY.indexOf(condition.state) < SEVERITY.indexOf(worst.state))
    ) {
      worst = condition;
    }
  }
  return worst;
}

/** What is wrong with one container; `undefined` when it runs, is about to, or has done its work. */
function containerCondition(
  status: SelectedContainerStatus,
): PodCondition | undefined {
  const waiting = status.state?.waiting?.reason;
  if (waiting === 'CrashLoopBackOff') {
    return status.lastState?.terminated?.reason === OOM
      ? { state: 'oom', reason: OOM }
      : { state: 'crashloop', reason: waiting };
  }
  if (waiting && IMAGE_REASONS.has(waiting)) {
    return { state: 'imagepull', reason: waiting };
  }
  if (waiting && CREATION_FAILURES.has(waiting)) {
    return { state: 'failed', reason: waiting };
  }
  const end = status.state?.terminated;
  if (!end || endedWell(end)) {
    return undefined;
  }
  if (end.reason === OOM) {
    return { state: 'oom', reason: OOM };
  }
  // Between two crashes the kubelet reports `terminated` for a moment: a cell
  // that has crashed before keeps its colour instead of flickering.
  return {
    state: (status.restartCount ?? 0) > 0 ? 'crashloop' : 'notready',
    reason: end.reason || 'Error',
  };
}

function schedulingCondition(pod: SelectedPod): PodCondition | undefined {
  if (pod.spec?.nodeName) {
    return undefined;
  }
  const scheduled = pod.status?.conditions?.find(
    condition => condition.type === 'PodScheduled',
  );
  return scheduled?.status === 'False'
    ? { state: 'unschedulable', reason: scheduled.reason || 'Unschedulable' }
    : { state: 'starting', reason: 'Pending' };
}

function readyCondition(
  pod: SelectedPod,
  containers: SelectedContainerStatus[],
  nowMs: number,
): PodCondition {
  const isReady = pod.status?.conditions?.some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
  if (isReady) {
    return markRecentOom({ state: 'running' }, containers, nowMs);
  }
  const waiting = containers.find(status => status.state?.waiting);
  if (pod.status?.phase !== 'Running' || waiting) {
    return {
      state: 'starting',
      reason: waiting?.state?.waiting?.reason || 'ContainerCreating',
    };
  }
  if (containers.some(status => status.started === false)) {
    return { state: 'starting', reason: 'StartupProbe' };
  }
  const lateAtMs =
    Math.max(
      0,
      ...containers.map(
        status => timeMs(status.state?.running?.startedAt) ?? 0,
      ),
    ) + READINESS_GRACE_MS;
  const notReady: PodCondition = markRecentOom(
    { state: 'notready' },
    containers,
    nowMs,
  );
  return nowMs < lateAtMs && notReady.state === 'notready'
    ? { state: 'starting', lapses: { atMs: lateAtMs, state: 'notready' } }
    : notReady;
}

function markRecentOom(
  condition: PodCondition,
  containers: SelectedContainerStatus[],
  nowMs: number,
): PodCondition {
  let untilMs = 0;
  for (const status of containers) {
    const end = status.lastState?.terminated;
    if (end?.reason === OOM) {
      untilMs = Math.max(
        untilMs,
        (timeMs(end.finishedAt) ?? 0) + RECENT_OOM_MS,
      );
    }
  }
  return nowMs < untilMs
    ? {
        state: 'oom',
        reason: OOM,
        lapses: {
          atMs: untilMs,
          state: condition.state,
          reason: condition.reason,
        },
      }
    : condition;
}

function lastEnd(
  status: SelectedContainerStatus,
): SelectedTermination | undefined {
  return status.state?.terminated ?? status.lastState?.terminated;
}

function endedWell(end: SelectedTermination): boolean {
  return end.exitCode === 0 || end.reason === 'Completed';
}
