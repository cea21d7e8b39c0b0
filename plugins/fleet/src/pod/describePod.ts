import type { ContainerDetail, PodDetail } from '@panorama/plugin-fleet-common';

/** Why a pod is as it is: a sentence of the translation, its values, and the cluster's own words. */
export interface PodWhy {
  key:
    | 'crashloop'
    | 'crashloopAfter'
    | 'oom'
    | 'oomNoLimit'
    | 'imagepull'
    | 'unschedulable'
    | 'notready'
    | 'notreadyGate'
    | 'failed'
    | 'failedReason'
    | 'unknown'
    | 'starting'
    | 'terminating'
    | 'running'
    | 'runningOne'
    | 'completed';
  container?: string;
  exitCode?: number;
  /** How long the container lived, where the cluster tells. */
  livedMs?: number;
  limitBytes?: number;
  image?: string;
  reason?: string;
  /** Said by Kubernetes or by the program, verbatim. */
  quote?: string;
}

function lastExit(container: ContainerDetail) {
  return container.state === 'terminated'
    ? {
        exitCode: container.exitCode,
        reason: container.reason,
        message: container.message,
        finishedAt: container.finishedAt,
      }
    : container.lastTermination;
}

function crash(pod: PodDetail): PodWhy {
  const container =
    pod.containers.find(each => each.reason === 'CrashLoopBackOff') ??
    pod.containers.find(each => each.state === 'waiting' || !each.ready);
  const exit = container && lastExit(container);
  const livedMs =
    container?.startedAt !== undefined && exit?.finishedAt !== undefined
      ? exit.finishedAt - container.startedAt
      : undefined;
  return {
    key: livedMs !== undefined && livedMs >= 0 ? 'crashloopAfter' : 'crashloop',
    container: container?.name,
    exitCode: exit?.exitCode,
    livedMs,
    quote: exit?.message ?? container?.message,
  };
}

function outOfMemory(pod: PodDetail): PodWhy {
  const container =
    pod.containers.find(each => lastExit(each)?.reason === 'OOMKilled') ??
    pod.containers[0];
  return {
    key: container?.memoryLimit ? 'oom' : 'oomNoLimit',
    container: container?.name,
    limitBytes: container?.memoryLimit,
    quote: container && lastExit(container)?.message,
  };
}

const IMAGE_REASONS = [
  'ImagePullBackOff',
  'ErrImagePull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
];

function imagePull(pod: PodDetail): PodWhy {
  const container =
    pod.containers.find(each => IMAGE_REASONS.includes(each.reason ?? '')) ??
    pod.containers.find(each => each.state === 'waiting');
  return {
    key: 'imagepull',
    container: container?.name,
    image: container?.image ?? pod.image,
    quote: container?.message,
  };
}

function failed(pod: PodDetail): PodWhy {
  const container = pod.containers.find(
    each => (lastExit(each)?.exitCode ?? 0) !== 0,
  );
  const exit = container && lastExit(container);
  return exit?.exitCode === undefined
    ? { key: 'failedReason', reason: pod.reason ?? pod.phase }
    : {
        key: 'failed',
        container: container?.name,
        exitCode: exit.exitCode,
        quote: exit.message,
      };
}

function notReady(pod: PodDetail): PodWhy {
  const waiting = pod.containers.find(each => !each.init && !each.ready);
  return waiting
    ? { key: 'notready', container: waiting.name, quote: waiting.message }
    : {
        key: 'notreadyGate',
        quote: pod.conditions.find(each => each.type === 'Ready')?.message,
      };
}

/** The state of a pod with its reason. Pure: the page has the words. */
export function describePod(pod: PodDetail): PodWhy {
  switch (pod.state) {
    case 'crashloop':
      return crash(pod);
    case 'oom':
      return outOfMemory(pod);
    case 'imagepull':
      return imagePull(pod);
    case 'unschedulable':
      return {
        key: 'unschedulable',
        quote: pod.conditions.find(each => each.type === 'PodScheduled')
          ?.message,
      };
    case 'notready':
      return notReady(pod);
    case 'failed':
      return failed(pod);
    case 'starting':
      return {
        key: 'starting',
        quote: pod.containers.find(each => each.state === 'waiting')?.message,
      };
    case 'running':
      return { key: pod.shape.containers === 1 ? 'runningOne' : 'running' };
    default:
      return { key: pod.state };
  }
}

/** Words for exit codes that mean something everywhere (sysexits, 128 + signal). */
export function exitKey(
  code: number,
):
  | 'code'
  | 'notFound'
  | 'notExecutable'
  | 'killed'
  | 'terminated'
  | 'segfault' {
  switch (code) {
    case 126:
      return 'notExecutable';
    case 127:
      return 'notFound';
    case 137:
      return 'killed';
    case 139:
      return 'segfault';
    case 143:
      return 'terminated';
    default:
      return 'code';
  }
}
