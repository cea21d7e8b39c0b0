import type { PodListItem } from '@panorama/plugin-fleet-common';

export type CsvValue = string | number | undefined;

/** First characters with which spreadsheets start a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: CsvValue): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  // An apostrophe in front makes it text; pods and images come from anybody.
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of RFC 4180 with its line break. */
export function csvLine(values: CsvValue[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

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
