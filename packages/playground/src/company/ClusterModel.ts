import type { KubeObject } from '../kubernetes/KubeObject';
import type { ClusterNode } from './nodes';
import type { ExternalMiddleware } from './plan';
import type { PodRecord } from './PodRecord';
import type { ClusterSpec } from './spec';
import type { Scheduler } from './Scheduler';
import type { NamespaceModel, PodSet, Workload } from './workload';

/** A workload at this moment. */
export interface WorkloadState {
  readonly workload: Workload;
  /** Wanted pods; of a DaemonSet, one per node; of a CronJob, completions per run. */
  replicas: number;
  /** Counts changes of the spec, as `metadata.generation`. */
  generation: number;
  /** Oldest first; the last one is current. Of a CronJob, its kept runs. */
  sets: PodSet[];
  /** The object as somebody last wrote it through the API; what controllers say of it is newer. */
  written?: KubeObject;
  readonly pods: Map<string, PodRecord>;
}

/** A Service without selector, and the machines behind it. */
export interface ExternalService extends ExternalMiddleware {
  serviceAddress: string;
  machines: string[];
}

/** One cluster of the company at this moment. */
export interface ClusterModel {
  readonly spec: ClusterSpec;
  readonly nodes: Map<string, ClusterNode>;
  readonly namespaces: readonly NamespaceModel[];
  readonly workloads: ReadonlyMap<string, WorkloadState>;
  readonly external: readonly ExternalService[];
  readonly scheduler: Scheduler;
  /** Next free number in the pod network. */
  nextPodAddress: number;
}

/** The key of {@link ClusterModel.workloads}. */
export function workloadKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

export function currentSet(state: WorkloadState): PodSet {
  return state.sets[state.sets.length - 1];
}

/** All pods of a cluster, workload by workload. */
export function* podsOf(cluster: ClusterModel): Generator<PodRecord> {
  for (const state of cluster.workloads.values()) {
    yield* state.pods.values();
  }
}

/** The workloads that run a service or middleware, in all its environments. */
export function workloadsRunning(
  cluster: ClusterModel,
  id: string,
): WorkloadState[] {
  return [...cluster.workloads.values()].filter(
    ({ workload }) => workload.program.spec.id === id,
  );
}
