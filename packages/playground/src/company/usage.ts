import type { UsageSample, UsageSource } from '../kubernetes';
import type { LiveCluster } from './life/LiveCluster';
import type { PodRecord } from './PodRecord';
import { workloadKey } from './ClusterModel';
import { hashRatio } from './prng';
import { MAIN_CONTAINER, SIDECAR } from './render/podTemplate';

/** One pod in fifty lives close to its memory limit, and one in seventy close to its CPU limit. */
const NEAR_LIMIT_MEMORY = 1 / 50;
const NEAR_LIMIT_CPU = 1 / 70;
/** Load goes up and down once in this time, each workload at its own phase. */
const SWING_MS = 20 * 60_000;
/** Of a node's allocatable, for the system itself. Millicores and MiB. */
const SYSTEM_USAGE = { cpu: 350, memory: 1400 };

/** What the pods and nodes of a cluster use, as metrics-server would report it. */
export function usageSource(cluster: LiveCluster): UsageSource {
  return {
    pod(namespace, name) {
      const pod = cluster.findPod(namespace, name);
      return pod && podUsage(cluster, pod);
    },
    node(name) {
      const node = cluster.model.nodes.get(name);
      const load = cluster.model.scheduler.loadOf(name);
      if (!node?.ready || !load) {
        return undefined;
      }
      const swing =
        0.45 + 0.1 * Math.sin((2 * Math.PI * cluster.clock.now()) / SWING_MS);
      return {
        cpu: `${Math.round(SYSTEM_USAGE.cpu + load.cpu * swing)}m`,
        memory: `${Math.round(SYSTEM_USAGE.memory + load.memory * 0.7)}Mi`,
      };
    },
  };
}

/** Undefined where nothing runs, or where nobody reports. Units of the result: quantities. */
export function podUsage(
  cluster: LiveCluster,
  pod: PodRecord,
): UsageSample | undefined {
  const { kind } = pod.situation;
  if (!['running', 'notReady', 'terminating'].includes(kind)) {
    return undefined;
  }
  const { workload } = pod.set;
  const { cpu, memory } = workload.program.spec;
  const factor =
    cluster.causes.load.get(
      workloadKey(workload.namespace.name, workload.name),
    ) ?? 1;
  const now = cluster.clock.now();
  const phase = hashRatio(pod.seed + 2);
  const swing = 1 + 0.25 * Math.sin(2 * Math.PI * (now / SWING_MS + phase));
  const idle = kind === 'notReady' ? 0.15 : 1;
  const nearCpu = hashRatio(pod.seed + 3) < NEAR_LIMIT_CPU;
  const nearMemory = hashRatio(pod.seed + 4) < NEAR_LIMIT_MEMORY;
  const usualCpu = nearCpu
    ? cpu.limit * 0.93
    : cpu.request * (0.08 + 0.8 * hashRatio(pod.seed + 5) ** 2);
  const usualMemory = nearMemory
    ? memory.limit * (0.9 + 0.08 * phase)
    : memory.request * (0.45 + 0.5 * hashRatio(pod.seed + 6));
  const containers: UsageSample['containers'] = {
    [MAIN_CONTAINER]: {
      cpu: millicores(Math.min(cpu.limit, usualCpu * swing * factor * idle)),
      memory: kibibytes(
        Math.min(
          memory.limit * 0.995,
          usualMemory * (1 + (factor - 1) * 0.2) * (1 + 0.02 * swing),
        ),
      ),
    },
  };
  if (workload.program.type === 'service' && workload.program.spec.sidecar) {
    containers[SIDECAR] = {
      cpu: millicores(6 * swing),
      memory: kibibytes(41 + 8 * phase),
    };
  }
  return { containers };
}

function millicores(value: number): string {
  return `${Math.max(1, Math.round(value))}m`;
}

function kibibytes(mebibytes: number): string {
  return `${Math.round(mebibytes * 1024)}Ki`;
}
