import type { CsvValue, PodListItem } from '@panorama/plugin-fleet-common';

export { csvLine } from '@panorama/plugin-fleet-common';

const iso = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/** What an export of pods holds, in this order. Units are in the titles. */
export const CSV_COLUMNS: ReadonlyArray<{
  title: string;
  read: (pod: PodListItem) => CsvValue;
}> = [
  { title: 'cluster', read: pod => pod.cluster },
  { title: 'namespace', read: pod => pod.namespace },
  { title: 'name', read: pod => pod.name },
  { title: 'state', read: pod => pod.state },
  { title: 'reason', read: pod => pod.reason },
  { title: 'workload kind', read: pod => pod.workloadKind },
  { title: 'workload', read: pod => pod.workloadName },
  { title: 'node', read: pod => pod.node },
  { title: 'zone', read: pod => pod.zone },
  { title: 'tenant', read: pod => pod.tenant },
  { title: 'owner', read: pod => pod.owner },
  { title: 'system', read: pod => pod.system },
  { title: 'entity', read: pod => pod.entityRef },
  { title: 'image', read: pod => pod.image },
  { title: 'ready containers', read: pod => pod.readyContainers },
  { title: 'containers', read: pod => pod.shape.containers },
  { title: 'restarts', read: pod => pod.restarts },
  { title: 'restarts last hour', read: pod => pod.restartsLastHour },
  { title: 'created', read: pod => iso(pod.createdAt) },
  { title: 'cpu used (m)', read: pod => pod.cpuMillicores },
  { title: 'memory used (bytes)', read: pod => pod.memoryBytes },
  { title: 'cpu request (m)', read: pod => pod.shape.cpuRequest },
  { title: 'cpu limit (m)', read: pod => pod.shape.cpuLimit },
  { title: 'memory request (bytes)', read: pod => pod.shape.memoryRequest },
  { title: 'memory limit (bytes)', read: pod => pod.shape.memoryLimit },
  { title: 'qos', read: pod => pod.shape.qos },
  { title: 'gpus', read: pod => pod.shape.gpus },
];
