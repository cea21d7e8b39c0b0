import type { PodShape } from '@panorama/plugin-fleet-common';
import { podCondition, type PodCondition } from './podState';
import { isSidecar, podShape } from './podShape';
import { timeMs } from './time';
import type { SelectedMetadata, SelectedPod } from './selectedPod';

/** One row for the pod columns. */
export interface PodFacts extends PodCondition {
  uid: string;
  namespace: string;
  name: string;
  resourceVersion: string;
  createdAtMs: number;
  labels: Record<string, string>;
  /** The direct controller. */
  owner?: { kind: string; name: string };
  node?: string;
  image: string;
  shape: PodShape;
  readyContainers: number;
  restarts: number;
  /** Restarts whose end the pod itself dates within the last hour: a lower bound for a pod seen first. */
  datedRestarts: number;
}

export const HOUR_MS = 3_600_000;

export function podFacts(pod: SelectedPod, nowMs: number): PodFacts {
  const { metadata } = pod;
  const { initContainers } = pod.spec ?? {};
  const isSidecarNamed = (name: string | undefined) =>
    initContainers?.some(
      container => container.name === name && isSidecar(container),
    ) ?? false;
  let readyContainers = 0;
  let restarts = 0;
  let datedRestarts = 0;
  const count = (
    statuses: NonNullable<SelectedPod['status']>['containerStatuses'],
    countsReady: (name: string | undefined) => boolean,
  ) => {
    for (const status of statuses ?? []) {
      if (status.ready && countsReady(status.name)) {
        readyContainers += 1;
      }
      restarts += status.restartCount ?? 0;
      const endedAt = timeMs(status.lastState?.terminated?.finishedAt);
      if (
        (status.restartCount ?? 0) > 0 &&
        endedAt !== undefined &&
        nowMs - endedAt < HOUR_MS
      ) {
        datedRestarts += 1;
      }
    }
  };
  count(pod.status?.containerStatuses, () => true);
  count(pod.status?.initContainerStatuses, isSidecarNamed);

  return {
    ...podCondition(pod, nowMs),
    uid: metadata.uid,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    resourceVersion: metadata.resourceVersion,
    createdAtMs: timeMs(metadata.creationTimestamp) ?? 0,
    labels: metadata.labels ?? {},
    owner: controllerOf(metadata),
    node: pod.spec?.nodeName,
    image: pod.spec?.containers?.[0]?.image ?? '',
    shape: podShape(pod),
    readyContainers,
    restarts,
    datedRestarts,
  };
}

/** The owner that controls the object; there is at most one. */
export function controllerOf(
  metadata: Pick<SelectedMetadata, 'ownerReferences'>,
): { kind: string; name: string } | undefined {
  const owner = metadata.ownerReferences?.find(
    reference => reference.controller,
  );
  return owner?.kind && owner.name
    ? { kind: owner.kind, name: owner.name }
    : undefined;
}
