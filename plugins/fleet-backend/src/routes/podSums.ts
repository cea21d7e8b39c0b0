import {
  NO_ID,
  PodShape,
  podStateOf,
  POD_STATES,
  PodState,
  podStateCode,
  ResourceAmounts,
  UsedAmounts,
} from '@panorama/plugin-fleet-common';
import type { MaskedPods } from '../service/FleetRows';
import { breathing } from './breathe';

const MEMORY_UNIT_BYTES = 4096;
const RUNNING = podStateCode('running');
/** The scheduler counts no request of a pod that has ended. */
const ENDED = new Set([podStateCode('completed'), podStateCode('failed')]);

/** Sums over some pods. Units: millicores and bytes. */
export class PodSums {
  pods = 0;
  ready = 0;
  restartsLastHour = 0;
  readonly requested: ResourceAmounts = {
    cpuMillicores: 0,
    memoryBytes: 0,
    gpus: 0,
  };
  readonly limits: ResourceAmounts = {
    cpuMillicores: 0,
    memoryBytes: 0,
    gpus: 0,
  };
  readonly images = new Set<number>();
  readonly #states = new Uint32Array(POD_STATES.length);
  #usedCpu: number | undefined;
  #usedMemory: number | undefined;

  get podsByState(): Partial<Record<PodState, number>> {
    const counts: Partial<Record<PodState, number>> = {};
    this.#states.forEach((pods, code) => {
      if (pods > 0) {
        counts[podStateOf(code)] = pods;
      }
    });
    return counts;
  }

  /** `undefined` unless both were measured in some pod: no measurement is not zero. */
  get used(): UsedAmounts | undefined {
    return this.#usedCpu === undefined || this.#usedMemory === undefined
      ? undefined
      : { cpuMillicores: this.#usedCpu, memoryBytes: this.#usedMemory };
  }

  add(
    state: number,
    shape: PodShape,
    restartsLastHour: number,
    cpuUsage: number,
    memoryUsage: number,
  ): void {
    this.pods += 1;
    this.#states[state] += 1;
    this.ready += state === RUNNING ? 1 : 0;
    this.restartsLastHour += restartsLastHour;
    if (!ENDED.has(state)) {
      this.requested.cpuMillicores += shape.cpuRequest ?? 0;
      this.requested.memoryBytes += shape.memoryRequest ?? 0;
      this.requested.gpus += shape.gpus;
      this.limits.cpuMillicores += shape.cpuLimit ?? 0;
      this.limits.memoryBytes += shape.memoryLimit ?? 0;
      this.limits.gpus += shape.gpus;
    }
    if (cpuUsage !== NO_ID) {
      this.#usedCpu = (this.#usedCpu ?? 0) + cpuUsage;
    }
    if (memoryUsage !== NO_ID) {
      this.#usedMemory =
        (this.#usedMemory ?? 0) + memoryUsage * MEMORY_UNIT_BYTES;
    }
  }
}

/** Sums per group of the pods that the mask lets through; `groupOf` gets namespace and workload id. */
export async function sumPods(
  { reader, mask }: MaskedPods,
  groupOf: (namespace: number, workload: number) => number | undefined,
): Promise<Map<number, PodSums>> {
  const sums = new Map<number, PodSums>();
  const shapes = new Map<number, PodShape>();
  for await (const slot of breathing(reader.slots({ namespaceMask: mask }))) {
    const { columns } = reader;
    const namespace = columns.namespace[slot];
    const group = groupOf(namespace, columns.workload[slot]);
    // The other thread may have given the slot to another pod since it was chosen.
    if (group !== undefined && mask[namespace]) {
      let sum = sums.get(group);
      if (!sum) {
        sum = new PodSums();
        sums.set(group, sum);
      }
      const shapeId = columns.shape[slot];
      let shape = shapes.get(shapeId);
      if (!shape) {
        shape = reader.shape(shapeId);
        shapes.set(shapeId, shape);
      }
      sum.add(
        columns.state[slot],
        shape,
        columns.restartsLastHour[slot],
        columns.cpuUsage[slot],
        columns.memoryUsage[slot],
      );
      sum.images.add(columns.image[slot]);
    }
  }
  return sums;
}
