import type {
  ClusterSpec,
  DependencySpec,
  Environment,
  MiddlewareSpec,
  ServiceSpec,
  TeamId,
} from './spec';

/** A namespace of one cluster. */
export interface NamespaceModel {
  name: string;
  environment: Environment;
  /** Nobody's: `kube-system` and the like. */
  team?: TeamId;
  /** 0 for the first; more only beyond 12,000 pods. */
  copy: number;
}

export type WorkloadKind =
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'CronJob';

/** Where a dependency is found from inside a cluster. */
export interface ResolvedDependency extends DependencySpec {
  /** Namespace of the target's Service. */
  namespace: string;
  host: string;
  port: number;
  /** Cluster IP of the Service. */
  address: string;
}

/** What stays the same about a workload while replicas and versions change. */
export interface Workload {
  cluster: ClusterSpec;
  namespace: NamespaceModel;
  kind: WorkloadKind;
  name: string;
  uid: string;
  team: TeamId;
  /** What runs in it. */
  program:
    | { type: 'service'; spec: ServiceSpec }
    | { type: 'middleware'; spec: MiddlewareSpec };
  dependencies: readonly ResolvedDependency[];
  /** Cluster IP of its own Service; absent for CronJobs. */
  serviceAddress?: string;
  port: number;
  selector: Readonly<Record<string, string>>;
  createdAtMs: number;
}

/** The direct owner of pods: a ReplicaSet, a Job, or one revision of a StatefulSet or DaemonSet. */
export interface PodSet {
  workload: Workload;
  ownerKind: 'ReplicaSet' | 'StatefulSet' | 'DaemonSet' | 'Job';
  /** Name of the owner. */
  name: string;
  /** UID of the owner. */
  uid: string;
  /** Template hash, as in `pod-template-hash`. */
  hash: string;
  /** Counts up with every rollout, from 1. */
  revision: number;
  /** Tag of the main container. */
  version: string;
  podLabels: Readonly<Record<string, string>>;
  createdAtMs: number;
  /** As somebody wrote it through the API; the usual one of the workload where absent. */
  writtenTemplate?: WrittenTemplate;
}

/** A pod template from outside: as much of it as is needed, the rest as it is. */
export interface WrittenTemplate {
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: { containers: Json[]; [field: string]: unknown };
}

type Json = { [field: string]: unknown };

/** The resources of one pod's containers together, in millicores and MiB. */
export function requestsOf(workload: Workload) {
  const { spec } = workload.program;
  const sidecar =
    workload.program.type === 'service' && workload.program.spec.sidecar;
  return {
    cpu: spec.cpu.request + (sidecar ? 50 : 0),
    memory: spec.memory.request + (sidecar ? 64 : 0),
    gpus:
      workload.program.type === 'service' ? workload.program.spec.gpus ?? 0 : 0,
  };
}

/** Repository of the main container's image, without tag. */
export function imageRepository(workload: Workload): string {
  return workload.program.type === 'service'
    ? `harbor.panorama.example/${workload.team}/${workload.program.spec.id}`
    : `harbor.panorama.example/middleware/${workload.program.spec.product}`;
}
