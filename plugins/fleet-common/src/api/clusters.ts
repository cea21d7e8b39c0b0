import type { PodState } from '../podState';

/**
 * How fresh the inventory of a cluster is.
 *
 * - `connecting`  nothing has arrived yet.
 * - `syncing`     the first list is under way; what has arrived is shown.
 * - `live`        a watch is open and the last sign of life is young.
 * - `stale`       the last picture is kept; `problem` says why and when the next try is.
 * - `failed`      nothing was ever read; `problem` says why.
 */
export type Freshness = 'connecting' | 'syncing' | 'live' | 'stale' | 'failed';

/** What can be wrong with a cluster, in classes that need different help. @public */
export const CLUSTER_PROBLEM_CODES = [
  'unreachable',
  'timeout',
  'untrusted-certificate',
  'unauthorized',
  'forbidden',
  'not-kubernetes',
  'throttled',
  'server-error',
  'bad-credentials-config',
  'protocol',
] as const;

/** @public */
export type ClusterProblemCode = (typeof CLUSTER_PROBLEM_CODES)[number];

/** @public */
export interface ClusterProblem {
  code: ClusterProblemCode;
  /** One sentence, redacted, without advice: the page adds that per code and language. */
  message: string;
  /** ms since the epoch. */
  since: number;
  nextTryAt?: number;
}

/** A kind that the cluster does not serve, or does not let the portal read. @public */
export interface MissingKind {
  kind: string;
  reason: 'not-served' | 'forbidden';
}

/** Where measurements of CPU and memory can come from. @public */
export type UsageSourceName = 'metrics.k8s.io' | 'prometheus';

/** Why a source of measurements gave none. @public */
export interface UsageProblem {
  source: UsageSourceName;
  /**
   * - `not-served`  the cluster has no metrics.k8s.io: no metrics server is installed.
   * - `no-data`     the source answered, but knows nothing about this cluster.
   */
  code: ClusterProblemCode | 'not-served' | 'no-data';
  /** One sentence, redacted. */
  message: string;
  /** ms since the epoch. */
  since: number;
}

/** Where a cluster's measurements come from, and what was asked in vain. @public */
export interface UsageStatus {
  /** Whose numbers the pods have now; absent where no source gave any. */
  source?: UsageSourceName;
  /** ms since the epoch: when these numbers were read. */
  readAt?: number;
  /** In the order in which the sources were asked; empty when all is well. */
  problems: UsageProblem[];
}

/** @public */
export interface ClusterStatus {
  name: string;
  title?: string;
  /** Index in the viewer's `PodTable.clusters`; absent in REST answers. */
  index?: number;
  freshness: Freshness;
  /** ms since the epoch of the last byte that the cluster sent. */
  lastSeenAt?: number;
  problem?: ClusterProblem;
  missingKinds: MissingKind[];
  /** `v1.36.1`; absent until known. */
  version?: string;
  /** Objects read so far while syncing, for the progress text. */
  objectsRead?: number;
  /** False where the cluster has no metrics.k8s.io and nothing else is configured. */
  hasUsage: boolean;
  /** Absent until the first source was asked. */
  usage?: UsageStatus;
}

/** Units: millicores and bytes. @public */
export interface ResourceAmounts {
  cpuMillicores: number;
  memoryBytes: number;
  gpus: number;
}

/** Measured, not requested. Units: millicores and bytes. @public */
export type UsedAmounts = Omit<ResourceAmounts, 'gpus'>;

/** One row of the clusters page. Sums are over what the viewer may see. @public */
export interface ClusterSummary extends ClusterStatus {
  nodes: { total: number; ready: number } | undefined;
  pods: number;
  podsByState: Partial<Record<PodState, number>>;
  namespaces: number;
  /** Absent without the right to see whole clusters (`fleet.cluster.read`). */
  allocatable?: ResourceAmounts & { pods: number };
  /**
   * What the nodes use, system daemons included, over the `nodes` that were
   * measured. Absent without the right to see whole clusters or without measurements.
   */
  nodeUsage?: UsedAmounts & { nodes: number };
  requested: ResourceAmounts;
  limits: ResourceAmounts;
  used?: UsedAmounts;
}

/** One ClusterNode on the page of its cluster; needs `fleet.cluster.read`. @public */
export interface NodeSummary {
  name: string;
  ready: boolean;
  /** Cordoned. */
  unschedulable: boolean;
  zone?: string;
  /** Of the kubelet. */
  version?: string;
  /** Conditions that are true and bad, such as `MemoryPressure`. */
  pressures: string[];
  allocatable: ResourceAmounts & { pods: number };
  /** Measured over everything on the node; absent without a measurement, which is not zero. */
  used?: UsedAmounts;
  /** Pods that the viewer may see. */
  pods: number;
  createdAt?: number;
}

/** Answer of `GET /clusters/:cluster`. @public */
export interface ClusterDetail extends Omit<ClusterSummary, 'nodes'> {
  /** Absent without the right to see whole clusters. */
  nodes?: NodeSummary[];
}
