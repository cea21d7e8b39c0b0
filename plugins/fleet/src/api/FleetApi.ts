import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  ClusterDetail,
  ClusterSummary,
  EventItem,
  FleetMe,
  NamespaceSummary,
  Page,
  PodDetail,
  PodListItem,
  WorkloadSummary,
} from '@panorama/plugin-fleet-common';

/** What a list can be asked. @public */
export interface ListQuery {
  /** Filter language of the list. */
  q?: string;
  cluster?: string;
  namespace?: string;
  tenant?: string;
  sort?: string;
  order?: 'asc' | 'desc';
  limit?: number;
  cursor?: string;
}

/** Where a pod is. @public */
export interface PodAddress {
  cluster: string;
  namespace: string;
  name: string;
}

/** @public */
export interface LogQuery {
  container?: string;
  follow?: boolean;
  previous?: boolean;
  tailLines?: number;
}

/** @public */
export interface EntityPods {
  items: PodListItem[];
  workloads: WorkloadSummary[];
}

/** @public */
export interface RequestOptions {
  signal?: AbortSignal;
}

/**
 * The REST side of the fleet: everything that the stream leaves out. Every
 * method rejects with a `ResponseError` for refusals of the backend, and with
 * an `AbortError` when its signal fires.
 *
 * @public
 */
export interface FleetApi {
  clusters(options?: RequestOptions): Promise<ClusterSummary[]>;
  cluster(name: string, options?: RequestOptions): Promise<ClusterDetail>;
  namespaces(
    query: ListQuery,
    options?: RequestOptions,
  ): Promise<Page<NamespaceSummary>>;
  workloads(
    query: ListQuery,
    options?: RequestOptions,
  ): Promise<Page<WorkloadSummary>>;
  events(query: ListQuery, options?: RequestOptions): Promise<Page<EventItem>>;
  pods(query: ListQuery, options?: RequestOptions): Promise<Page<PodListItem>>;
  /** All matches as one file. */
  exportPods(
    query: ListQuery,
    format: 'csv' | 'ndjson',
    options?: RequestOptions,
  ): Promise<Blob>;
  pod(address: PodAddress, options?: RequestOptions): Promise<PodDetail>;
  podEvents(
    address: PodAddress,
    options?: RequestOptions,
  ): Promise<EventItem[]>;
  /** Chunks of text as they arrive; ends with the container, or with the signal. */
  podLogs(
    address: PodAddress,
    query: LogQuery,
    options?: RequestOptions,
  ): AsyncIterable<string>;
  entityPods(entityRef: string, options?: RequestOptions): Promise<EntityPods>;
  me(options?: RequestOptions): Promise<FleetMe>;
}

/** @public */
export const fleetApiRef = createApiRef<FleetApi>().with({
  id: 'plugin.fleet.rest',
  pluginId: 'fleet',
});
