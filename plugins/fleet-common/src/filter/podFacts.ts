import type { PodListItem } from '../api/pods';
import { NO_ID, type PodTable } from '../frames/PodTable';
import {
  CPU_UNIT_MILLICORES,
  dequantise,
  MEMORY_UNIT_BYTES,
} from '../frames/quantise';
import { podStateOf } from '../podState';

/** A pod without facts, for fields that look at one dictionary row only. */
export function blankPod(): PodListItem {
  return {
    cluster: '',
    namespace: '',
    name: '',
    state: 'unknown',
    workloadKind: '',
    workloadName: '',
    image: '',
    shape: { qos: 'BestEffort', gpus: 0, containers: 0 },
    readyContainers: 0,
    restarts: 0,
    restartsLastHour: 0,
    createdAt: 0,
  };
}

/** Writes what a workload row says into a pod. */
export function readWorkload(pod: PodListItem, table: PodTable, id: number) {
  const workload = table.workloads[id];
  const namespace = table.namespaces[workload.namespace];
  pod.cluster = table.clusters[namespace.cluster];
  pod.namespace = namespace.name;
  pod.tenant = namespace.tenant;
  pod.workloadKind = workload.kind;
  pod.workloadName = workload.name;
  pod.owner = workload.owner;
  pod.system = workload.system;
  pod.entityRef = workload.entityRef;
}

/** Writes what a node row says into a pod; `NO_ID` means not scheduled. */
export function readNode(pod: PodListItem, table: PodTable, id: number) {
  const node = id === NO_ID ? undefined : table.nodes[id];
  pod.node = node?.name;
  pod.zone = node?.zone;
}

const CPU: Array<number | undefined> = [];
const MEMORY: Array<number | undefined> = [];
for (let byte = 0; byte < 256; byte++) {
  CPU.push(dequantise(byte, CPU_UNIT_MILLICORES));
  MEMORY.push(dequantise(byte, MEMORY_UNIT_BYTES));
}

/** Writes the numbers of a slot into a pod. */
export function readSlot(pod: PodListItem, table: PodTable, slot: number) {
  pod.name = table.names[slot];
  pod.state = podStateOf(table.state[slot]);
  pod.shape = table.shapes[table.shape[slot]];
  pod.readyContainers = table.readyContainers[slot];
  pod.restarts = table.restarts[slot];
  pod.restartsLastHour = table.restartsLastHour[slot];
  pod.createdAt = table.createdAt[slot] * 1000;
  pod.cpuMillicores = CPU[table.cpuUsage[slot]];
  pod.memoryBytes = MEMORY[table.memoryUsage[slot]];
}

/**
 * A slot as the row that REST would give, with usage in the steps of the
 * stream. `undefined` for a hole.
 *
 * @public
 */
export function podOfSlot(
  table: PodTable,
  slot: number,
): PodListItem | undefined {
  if (!table.live[slot]) {
    return undefined;
  }
  const pod = blankPod();
  readWorkload(pod, table, table.workload[slot]);
  readNode(pod, table, table.node[slot]);
  readSlot(pod, table, slot);
  pod.image = table.images[table.image[slot]];
  const reason = table.reason[slot];
  pod.reason = reason === NO_ID ? undefined : table.reasons[reason];
  return pod;
}
