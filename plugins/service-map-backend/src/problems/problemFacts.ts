import type { MapEdge, MapNode } from '@panorama/plugin-service-map-common';
import type {
  AutoscalerFields,
  DisruptionBudgetFields,
  WarningEventFields,
} from '@panorama/plugin-fleet-node';
import type { EstateWorkload } from '../estate/Estate';

/**
 * Everything that the rules look at. The inventory knows the objects; what only
 * a source can measure is optional, and a rule whose measure is absent finds
 * nothing: silence is not “fine”, and the coverage panel says so.
 */
export interface ProblemFacts {
  /** ms since the epoch. */
  now: number;
  nodes: readonly ProblemNode[];
  edges: readonly ProblemEdge[];
  /** By name of the cluster. */
  clusters: ReadonlyMap<string, ClusterShape>;
  /** `cluster/namespace` where the mesh accepts encrypted calls only; absent without a mesh. */
  strictNamespaces?: ReadonlySet<string>;
}

/** What a cluster could offer: advice that it cannot follow is noise. */
export interface ClusterShape {
  /** Machines that take pods. */
  machines: number;
  zones: number;
}

export interface ProblemNode {
  node: MapNode;
  workloads: readonly ProblemWorkload[];
  services: readonly ProblemService[];
  certificates: ReadonlyArray<{ name: string; notAfter: number }>;
  /** `production`, or what else the namespace or cluster is labelled with. */
  environment?: string;
  /** `spec.lifecycle` of the entity. */
  lifecycle?: string;
  measures: NodeMeasures;
}

export interface ProblemWorkload
  extends Pick<
    EstateWorkload,
    | 'kind'
    | 'name'
    | 'desired'
    | 'ready'
    | 'pods'
    | 'template'
    // Absent where nobody watches it.
    | 'rollout'
  > {
  /** PodDisruptionBudgets that select its pods. */
  budgets: readonly DisruptionBudgetFields[];
  autoscaler?: AutoscalerFields;
  claims: readonly ClaimFacts[];
  /** About the workload and its pods. */
  warnings: readonly WarningEventFields[];
}

export interface ClaimFacts {
  name: string;
  usedBytes?: number;
  capacityBytes?: number;
  /** By its growth; absent when it does not grow. */
  fullInMs?: number;
}

export interface ProblemService {
  name: string;
  /** `ClusterIP`, `NodePort`, `LoadBalancer`, `ExternalName` */
  type: string;
  hasSelector: boolean;
  /** Absent where nobody counts them. */
  readyEndpoints?: number;
}

/** What sources may measure of a node. Of several pods, the worst one. */
export interface NodeMeasures {
  /** Share of CPU periods in which a container was throttled, 0–1. */
  throttledRatio?: number;
  memoryUsedBytes?: number;
  memoryLimitBytes?: number;
  /** Share by which memory grows in an hour, 0–1. */
  memoryGrowthPerHourRatio?: number;
  oomKillsLastDay?: number;
  connections?: Amount;
  /** Of the store itself: Redis' `maxmemory`. */
  storeMemory?: Amount;
  evictionsPerSecond?: number;
  threadPool?: Amount & { rejectedPerSecond: number };
  /** Copies that follow a primary. */
  replicas?: number;
  /** Messages that wait for the slowest group of consumers. */
  lag?: { messages: number; risingForMs: number };
  errors?: {
    requestsInFiveMinutes: number;
    ratioFiveMinutes: number;
    ratioOneHour: number;
  };
  p95Ms?: number;
  /** In the same hour of last week. */
  p95LastWeekMs?: number;
  requestsPerSecond?: number;
  usualRequestsPerSecond?: number;
}

export interface Amount {
  used: number;
  max: number;
}

export interface ProblemEdge {
  edge: MapEdge;
  measures: EdgeMeasures;
}

export interface EdgeMeasures {
  /** Envoy's response flags a second: connect failure, circuit open, retries spent, timeout. */
  flagsPerSecond?: Partial<Record<'UF' | 'UO' | 'URX' | 'UT', number>>;
  crossZoneBytesPerSecond?: number;
}
