import type {
  NamespaceRow,
  NodeRow,
  PodListItem,
  PodShape,
  WorkloadRow,
} from '@panorama/plugin-fleet-common';
import type { PodColumnArrays } from './layout';

/** Which pods to walk over; nothing given means all. */
export interface SlotQuery {
  /** Ids of clusters. */
  clusters?: ReadonlySet<number>;
  /** Non-zero at the id of every namespace that counts. Shorter masks end with zeros. */
  namespaceMask?: Uint8Array;
}

/**
 * Read access to all pods of all clusters, the same on both threads. Nothing
 * here is masked: routes see it only behind the access filter.
 *
 * The main thread reads memory that the worker writes. `pod`, `name` and
 * `podIdentity` give a row that is consistent in itself; whoever reads `columns`
 * directly may see one row half old and half new, which is fine for counts.
 */
export interface PodColumnsReader {
  /** Replaced when the table grows: take them anew for each pass. */
  readonly columns: PodColumnArrays;
  /** One more than the highest slot ever used; never more than the columns hold. */
  readonly length: number;
  /** Pods, without the holes. */
  readonly size: number;

  /** Slots of live pods, in ascending order. */
  slots(query?: SlotQuery): Iterable<number>;
  find(cluster: string, namespace: string, name: string): number | undefined;
  /** `undefined` for a hole. */
  pod(slot: number): PodListItem | undefined;
  podIdentity(slot: number): PodIdentity | undefined;
  name(slot: number): string;

  clusterCount(): number;
  namespaceCount(): number;
  cluster(id: number): string;
  clusterId(name: string): number | undefined;
  namespace(id: number): NamespaceRow;
  namespaceId(cluster: string, namespace: string): number | undefined;
  node(id: number): NodeRow;
  /** `namespace` is a global id; attributes as far as they were set. */
  workload(id: number): WorkloadRow;
  owner(id: number): { kind: string; name: string } | undefined;
  shape(id: number): PodShape;
  image(id: number): string;
  reason(id: number): string;
}

/** What rows of the frames do not carry. */
export interface PodIdentity {
  cluster: string;
  namespace: string;
  name: string;
  /** Lower-case with dashes, as Kubernetes writes it. */
  uid: string;
  /** Decimal; empty where the cluster's is not a number. */
  resourceVersion: string;
  labels: Record<string, string>;
  owner?: { kind: string; name: string };
}
