import type { PodListItem } from '@panorama/plugin-fleet-common';
import type { Formatters } from '@panorama/ui';
import type { ColouringId } from '../heatmap/types';

type Reader = (
  pod: PodListItem,
  formatters: Formatters,
  now: number,
) => string | undefined;

function share(
  used: number | undefined,
  of: number | undefined,
  formatters: Formatters,
) {
  return used === undefined || !of ? undefined : formatters.percent(used / of);
}

/** The one number that belongs to a colouring, where it has one. */
const READERS: Partial<Record<ColouringId, Reader>> = {
  'restarts.1h': (pod, f) => `${f.count(pod.restartsLastHour)} ↻`,
  restarts: (pod, f) => `${f.count(pod.restarts)} ↻`,
  state: (pod, f) =>
    pod.restarts > 0 ? `${f.count(pod.restarts)} ↻` : undefined,
  'cpu.request': (pod, f) => share(pod.cpuMillicores, pod.shape.cpuRequest, f),
  'cpu.limit': (pod, f) => share(pod.cpuMillicores, pod.shape.cpuLimit, f),
  'mem.request': (pod, f) => share(pod.memoryBytes, pod.shape.memoryRequest, f),
  'mem.limit': (pod, f) => share(pod.memoryBytes, pod.shape.memoryLimit, f),
  cpu: (pod, f) =>
    pod.cpuMillicores === undefined ? undefined : f.cores(pod.cpuMillicores),
  mem: (pod, f) =>
    pod.memoryBytes === undefined ? undefined : f.bytes(pod.memoryBytes),
  qos: pod => pod.shape.qos,
  gpu: (pod, f) =>
    pod.shape.gpus > 0 ? `${f.count(pod.shape.gpus)} GPU` : undefined,
};

/** In words of the reader's language; `undefined` where the colouring is no number. */
export function cellNumber(
  pod: PodListItem,
  colouring: ColouringId,
  formatters: Formatters,
  now: number,
): string | undefined {
  return READERS[colouring]?.(pod, formatters, now);
}
