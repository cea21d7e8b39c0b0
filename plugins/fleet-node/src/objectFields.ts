/**
 * What the inventory keeps of each kind: the `fields` of a `FleetObject`.
 * Amounts are millicores and bytes, times are ms since the epoch.
 */

/** The controller of an object. @public */
export interface OwnerName {
  kind: string;
  name: string;
}

/** @public */
export interface NodeAmounts {
  cpuMillicores: number;
  memoryBytes: number;
  pods: number;
  gpus: number;
}

/** `nodes` @public */
export interface ClusterNodeFields {
  ready: 'True' | 'False' | 'Unknown';
  notReadyReason?: string;
  unschedulable: boolean;
  zone?: string;
  region?: string;
  taints: Array<{ key: string; value?: string; effect: string }>;
  /** Conditions other than Ready that are true: `MemoryPressure`, … */
  pressures: string[];
  allocatable: NodeAmounts;
  capacity: NodeAmounts;
  kubeletVersion: string;
  addresses: string[];
}

/** `namespaces` @public */
export interface NamespaceFields {
  phase: 'Active' | 'Terminating';
  /** Short ones only. */
  annotations: Record<string, string>;
}

/** `replicasets.apps` @public */
export interface ReplicaSetFields {
  desired: number;
  ready: number;
  owner?: OwnerName;
  revision?: string;
}
