import type { Estate } from '../estate/Estate';

/** An object of which only its version counts. */
export interface ObjectVersion {
  cluster: string;
  namespace: string;
  name: string;
  resourceVersion: string;
}

/** As cert-manager's status or a TLS handshake tells; never from a Secret. */
export interface CertificateState {
  cluster: string;
  namespace: string;
  name: string;
  /** ms since the epoch. */
  notAfter: number;
  /** Names that it is valid for, where known. */
  hosts?: readonly string[];
}

/**
 * What two looks are compared by. An estate has it all but the ConfigMaps
 * without addresses: those matter here as well.
 */
export interface InventoryMoment
  extends Pick<
    Estate,
    | 'now'
    | 'clusters'
    | 'workloads'
    | 'services'
    | 'networkPolicies'
    | 'autoscalers'
  > {
  configMaps: readonly ObjectVersion[];
  certificates?: readonly CertificateState[];
}
