import type { ClusterModel, WorkloadState } from './ClusterModel';
import type { NamespaceSums } from './render/tenancy';
import type { NamespaceModel } from './workload';
import { hashRatio, hash32 } from './prng';
import { isFinished } from './situation';

/** What the pods of some workloads are charged, as the quota controller counts: no finished pods. */
export function sumsOf(states: Iterable<WorkloadState>): NamespaceSums {
  const sum = {
    pods: 0,
    cpuRequest: 0,
    cpuLimit: 0,
    memoryRequest: 0,
    memoryLimit: 0,
  };
  for (const { workload, pods } of states) {
    const { cpu, memory } = workload.program.spec;
    const sidecar =
      workload.program.type === 'service' &&
      workload.program.spec.sidecar === true;
    let count = 0;
    for (const { situation } of pods.values()) {
      if (!isFinished(situation)) {
        count += 1;
      }
    }
    sum.pods += count;
    sum.cpuRequest += count * (cpu.request + (sidecar ? 50 : 0));
    sum.cpuLimit += count * (cpu.limit + (sidecar ? 200 : 0));
    sum.memoryRequest += count * (memory.request + (sidecar ? 64 : 0));
    sum.memoryLimit += count * (memory.limit + (sidecar ? 128 : 0));
  }
  return sum;
}

/** {@link sumsOf} for every namespace that has workloads. */
export function namespaceSums(
  cluster: ClusterModel,
): Map<string, NamespaceSums> {
  const states = new Map<string, WorkloadState[]>();
  for (const state of cluster.workloads.values()) {
    const { name } = state.workload.namespace;
    const others = states.get(name);
    if (others) {
      others.push(state);
    } else {
      states.set(name, [state]);
    }
  }
  return new Map([...states].map(([name, own]) => [name, sumsOf(own)]));
}

/** The quota of a namespace: between a tenth and a half more than it uses. */
export function quotaOf(
  namespace: NamespaceModel,
  used: NamespaceSums,
): NamespaceSums {
  const slack = 1.1 + 0.4 * hashRatio(hash32(namespace.name));
  const grown = (amount: number, step: number, least: number) =>
    Math.max(least, Math.ceil((amount * slack) / step) * step);
  return {
    pods: grown(used.pods, 5, 10),
    cpuRequest: grown(used.cpuRequest, 1000, 4000),
    cpuLimit: grown(used.cpuLimit, 1000, 8000),
    memoryRequest: grown(used.memoryRequest, 1024, 8192),
    memoryLimit: grown(used.memoryLimit, 1024, 16384),
  };
}
