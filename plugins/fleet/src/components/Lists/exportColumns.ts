import type {
  EventItem,
  NamespaceSummary,
  NodeSummary,
  WorkloadSummary,
} from '@panorama/plugin-fleet-common';
import { failingPods } from '../../pod/failingPods';
import type { ExportColumn } from './exportRows';

const iso = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/** What the file of a list holds, in this order; titles are the same in every language. */
export const NAMESPACE_COLUMNS: ExportColumn<NamespaceSummary>[] = [
  { title: 'cluster', read: row => row.cluster },
  { title: 'namespace', read: row => row.name },
  { title: 'tenant', read: row => row.tenant },
  { title: 'pods', read: row => row.pods },
  { title: 'failing pods', read: row => failingPods(row.podsByState) },
  { title: 'workloads', read: row => row.workloads },
  { title: 'cpu requested (m)', read: row => row.requested.cpuMillicores },
  { title: 'memory requested (bytes)', read: row => row.requested.memoryBytes },
  { title: 'cpu used (m)', read: row => row.used?.cpuMillicores },
  { title: 'memory used (bytes)', read: row => row.used?.memoryBytes },
  { title: 'created', read: row => iso(row.createdAt) },
];

export const WORKLOAD_COLUMNS: ExportColumn<WorkloadSummary>[] = [
  { title: 'cluster', read: row => row.cluster },
  { title: 'namespace', read: row => row.namespace },
  { title: 'kind', read: row => row.kind },
  { title: 'workload', read: row => row.name },
  { title: 'tenant', read: row => row.tenant },
  { title: 'owner', read: row => row.owner },
  { title: 'system', read: row => row.system },
  { title: 'entity', read: row => row.entityRef },
  { title: 'ready', read: row => row.ready },
  { title: 'desired', read: row => row.desired },
  { title: 'pods', read: row => row.pods },
  { title: 'failing pods', read: row => failingPods(row.podsByState) },
  { title: 'restarts last hour', read: row => row.restartsLastHour },
  { title: 'images', read: row => row.images.join(' ') },
  { title: 'created', read: row => iso(row.createdAt) },
];

export const EVENT_COLUMNS: ExportColumn<EventItem>[] = [
  { title: 'last seen', read: row => iso(row.lastSeen) },
  { title: 'type', read: row => row.type },
  { title: 'reason', read: row => row.reason },
  { title: 'cluster', read: row => row.cluster },
  { title: 'namespace', read: row => row.namespace },
  { title: 'kind', read: row => row.kind },
  { title: 'name', read: row => row.name },
  { title: 'message', read: row => row.message },
  { title: 'count', read: row => row.count },
];

export const NODE_COLUMNS: ExportColumn<NodeSummary>[] = [
  { title: 'node', read: row => row.name },
  { title: 'ready', read: row => String(row.ready) },
  { title: 'cordoned', read: row => String(row.unschedulable) },
  { title: 'pressures', read: row => row.pressures.join(' ') },
  { title: 'zone', read: row => row.zone },
  { title: 'kubelet', read: row => row.version },
  { title: 'pods', read: row => row.pods },
  { title: 'cpu used (m)', read: row => row.used?.cpuMillicores },
  { title: 'memory used (bytes)', read: row => row.used?.memoryBytes },
  { title: 'cpu allocatable (m)', read: row => row.allocatable.cpuMillicores },
  {
    title: 'memory allocatable (bytes)',
    read: row => row.allocatable.memoryBytes,
  },
];
