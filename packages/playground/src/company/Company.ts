import type { ClusterModel } from './ClusterModel';

/** All clusters of the company at one moment. */
export interface Company {
  readonly seed: number;
  readonly clusters: readonly ClusterModel[];
}
