import type { PodState } from '../podState';
import type { PodShape } from '../frames/PodTable';

/** One row of the pods table and of exports. @public */
export interface PodListItem {
  cluster: string;
  namespace: string;
  name: string;
  state: PodState;
  /** Kubernetes' own word, such as `CrashLoopBackOff`. */
  reason?: string;
  workloadKind: string;
  workloadName: string;
  node?: string;
  zone?: string;
  tenant?: string;
  owner?: string;
  system?: string;
  entityRef?: string;
  image: string;
  shape: PodShape;
  readyContainers: number;
  restarts: number;
  restartsLastHour: number;
  /** ms since the epoch. */
  createdAt: number;
  cpuMillicores?: number;
  memoryBytes?: number;
}

/** @public */
export interface Page<T> {
  items: T[];
  /** All matches under the viewer's rights, not only this page. */
  totalItems: number;
  /** Opaque; absent on the last page. */
  nextCursor?: string;
  /** Clusters that could not contribute fresh data, by name. */
  incompleteClusters: string[];
}

/** @public */
export interface ContainerDetail {
  name: string;
  image: string;
  init: boolean;
  ready: boolean;
  restarts: number;
  state: 'waiting' | 'running' | 'terminated';
  reason?: string;
  message?: string;
  exitCode?: number;
  startedAt?: number;
  finishedAt?: number;
  lastTermination?: {
    reason?: string;
    exitCode: number;
    finishedAt?: number;
    message?: string;
  };
  cpuRequest?: number;
  cpuLimit?: number;
  memoryRequest?: number;
  memoryLimit?: number;
  cpuMillicores?: number;
  memoryBytes?: number;
}

/** Everything that the side panel says about a pod. @public */
export interface PodDetail extends PodListItem {
  uid: string;
  phase: string;
  /** From pod to top: ReplicaSet, Deployment, …; the pod itself is not in it. */
  ownerChain: Array<{
    kind: string;
    name: string;
    desired?: number;
    ready?: number;
  }>;
  containers: ContainerDetail[];
  conditions: Array<{
    type: string;
    status: string;
    reason?: string;
    message?: string;
    since?: number;
  }>;
  /** When the present state began, as far as the cluster tells. */
  stateSince?: number;
  podIp?: string;
  serviceAccount?: string;
  priorityClass?: string;
  /** ms since the epoch: when these facts were read from the cluster. */
  observedAt: number;
}

/** @public */
export interface EventItem {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  count: number;
  /** ms since the epoch. */
  lastSeen: number;
  source?: string;
}

/** @public */
export interface NamespaceSummary {
  cluster: string;
  name: string;
  tenant?: string;
  pods: number;
  podsByState: Partial<Record<PodState, number>>;
  workloads: number;
  requested: { cpuMillicores: number; memoryBytes: number; gpus: number };
  used?: { cpuMillicores: number; memoryBytes: number };
  createdAt?: number;
}

/** @public */
export interface WorkloadSummary {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
  entityRef?: string;
  /** Entities that claim the workload with equal right; `entityRef` is absent then. */
  conflictingEntityRefs?: string[];
  owner?: string;
  system?: string;
  tenant?: string;
  pods: number;
  desired?: number;
  ready: number;
  podsByState: Partial<Record<PodState, number>>;
  restartsLastHour: number;
  images: string[];
  createdAt?: number;
}
