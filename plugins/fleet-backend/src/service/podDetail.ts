import type {
  ContainerDetail,
  PodDetail,
  PodListItem,
} from '@panorama/plugin-fleet-common';
import { parseBytes, parseCpu } from '@panorama/plugin-fleet-common';
import type { KubernetesJson } from '@panorama/plugin-fleet-node';

type Json = { [key: string]: KubernetesJson };

function obj(value: KubernetesJson | undefined): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : {};
}

function list(value: KubernetesJson | undefined): Json[] {
  return Array.isArray(value) ? value.map(obj) : [];
}

function text(value: KubernetesJson | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function count(value: KubernetesJson | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function time(value: KubernetesJson | undefined): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function cpu(value: KubernetesJson | undefined): number | undefined {
  return typeof value === 'number' ? value * 1000 : parseCpu(text(value) ?? '');
}

function bytes(value: KubernetesJson | undefined): number | undefined {
  return typeof value === 'number' ? value : parseBytes(text(value) ?? '');
}

function stateOf(
  state: Json,
): Pick<
  ContainerDetail,
  'state' | 'reason' | 'message' | 'exitCode' | 'startedAt' | 'finishedAt'
> {
  if ('running' in state) {
    return { state: 'running', startedAt: time(obj(state.running).startedAt) };
  }
  if ('terminated' in state) {
    const terminated = obj(state.terminated);
    return {
      state: 'terminated',
      reason: text(terminated.reason),
      message: text(terminated.message),
      exitCode: count(terminated.exitCode),
      startedAt: time(terminated.startedAt),
      finishedAt: time(terminated.finishedAt),
    };
  }
  // Before the kubelet reported anything there is no state at all: that is waiting too.
  const waiting = obj(state.waiting);
  return {
    state: 'waiting',
    reason: text(waiting.reason),
    message: text(waiting.message),
  };
}

function containerOf(spec: Json, status: Json, init: boolean): ContainerDetail {
  const resources = obj(spec.resources);
  const requests = obj(resources.requests);
  const limits = obj(resources.limits);
  const last = obj(obj(status.lastState).terminated);
  return {
    name: text(spec.name) ?? '',
    image: text(spec.image) ?? '',
    init,
    ready: status.ready === true,
    restarts: count(status.restartCount),
    ...stateOf(obj(status.state)),
    ...(Object.keys(last).length > 0 && {
      lastTermination: {
        reason: text(last.reason),
        exitCode: count(last.exitCode),
        finishedAt: time(last.finishedAt),
        message: text(last.message),
      },
    }),
    cpuRequest: cpu(requests.cpu),
    cpuLimit: cpu(limits.cpu),
    memoryRequest: bytes(requests.memory),
    memoryLimit: bytes(limits.memory),
  };
}

function containersOf(spec: Json, status: Json): ContainerDetail[] {
  const joined = (
    specs: KubernetesJson,
    statuses: KubernetesJson,
    init: boolean,
  ) => {
    const byName = new Map(list(statuses).map(entry => [entry.name, entry]));
    return list(specs).map(entry =>
      containerOf(entry, byName.get(entry.name) ?? {}, init),
    );
  };
  return [
    ...joined(
      spec.initContainers ?? [],
      status.initContainerStatuses ?? [],
      true,
    ),
    ...joined(spec.containers ?? [], status.containerStatuses ?? [], false),
  ];
}

/**
 * The latest moment at which something about the pod changed, which is when its
 * present state began. A wait has no start of its own in Kubernetes: the end of
 * the run before it is the nearest thing.
 */
function stateSince(pod: Json, containers: ContainerDetail[], status: Json) {
  const moments = [
    ...containers.flatMap(({ startedAt, finishedAt, lastTermination }) => [
      startedAt,
      finishedAt,
      lastTermination?.finishedAt,
    ]),
    ...list(status.conditions).map(condition =>
      time(condition.lastTransitionTime),
    ),
    time(obj(pod.metadata).deletionTimestamp),
  ].filter((moment): moment is number => moment !== undefined);
  return moments.length > 0 ? Math.max(...moments) : undefined;
}

/** The side panel's facts, from the row of the inventory and the whole object. Values of variables stay behind. */
export function podDetailOf(
  item: PodListItem,
  pod: Json,
  ownerChain: PodDetail['ownerChain'],
  observedAt: number,
): PodDetail {
  const metadata = obj(pod.metadata);
  const spec = obj(pod.spec);
  const status = obj(pod.status);
  const containers = containersOf(spec, status);
  return {
    ...item,
    uid: text(metadata.uid) ?? '',
    phase: text(status.phase) ?? 'Unknown',
    ownerChain,
    containers,
    conditions: list(status.conditions).map(condition => ({
      type: text(condition.type) ?? '',
      status: text(condition.status) ?? 'Unknown',
      reason: text(condition.reason),
      message: text(condition.message),
      since: time(condition.lastTransitionTime),
    })),
    stateSince: stateSince(pod, containers, status),
    podIp: text(status.podIP),
    serviceAccount: text(spec.serviceAccountName),
    priorityClass: text(spec.priorityClassName),
    observedAt,
  };
}
