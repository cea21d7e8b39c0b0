import type { PodRecord } from '../PodRecord';
import type { EventLog, EventSubject, EventWords } from './EventLog';
import { MAIN_CONTAINER, mainImage } from '../render/podTemplate';

export function podSubject(pod: PodRecord): EventSubject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: pod.namespace,
    name: pod.name,
    uid: pod.uid,
  };
}

/** The Events that kubelet or scheduler write when a pod gets into its situation. */
export function eventsOf(pod: PodRecord): EventWords[] {
  const { situation } = pod;
  const kubelet = (
    type: EventWords['type'],
    reason: string,
    message: string,
  ): EventWords => ({
    type,
    reason,
    message,
    component: 'kubelet',
  });
  switch (situation.kind) {
    case 'running':
      return [
        kubelet('Normal', 'Started', `Started container ${MAIN_CONTAINER}`),
      ];
    case 'crashLoop':
      return [
        kubelet(
          'Warning',
          'BackOff',
          `Back-off restarting failed container ${MAIN_CONTAINER} in pod ${pod.name}_${pod.namespace}(${pod.uid})`,
        ),
      ];
    case 'notReady':
      return [kubelet('Warning', 'Unhealthy', situation.message)];
    case 'imagePull':
      return [
        kubelet(
          'Warning',
          'Failed',
          `Failed to pull image "${mainImage(pod.set)}": ${situation.message}`,
        ),
        kubelet(
          'Normal',
          'BackOff',
          `Back-off pulling image "${mainImage(pod.set)}"`,
        ),
      ];
    case 'unschedulable':
      return [
        {
          type: 'Warning',
          reason: 'FailedScheduling',
          message: situation.message,
          component: 'default-scheduler',
        },
      ];
    case 'failed':
      return [
        kubelet(
          'Warning',
          situation.reason === 'Evicted' ? 'Evicted' : 'Failed',
          situation.message,
        ),
      ];
    case 'terminating':
      return [
        kubelet('Normal', 'Killing', `Stopping container ${MAIN_CONTAINER}`),
      ];
    case 'unknown':
      return [
        {
          type: 'Warning',
          reason: 'NodeNotReady',
          message: 'Node is not ready',
          component: 'node-controller',
        },
      ];
    case 'starting':
    case 'completed':
      return [];
    default:
      return situation satisfies never;
  }
}

/** Writes them, counted up for a pod that has been failing for a while. */
export function recordPodEvents(
  log: EventLog,
  pod: PodRecord,
  atMs?: number,
): void {
  const repeated =
    pod.situation.kind === 'crashLoop' ? Math.max(1, pod.restarts) : 1;
  for (const words of eventsOf(pod)) {
    log.record(podSubject(pod), words, atMs, repeated);
  }
}
