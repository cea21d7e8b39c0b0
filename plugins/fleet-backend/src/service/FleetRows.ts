import type {
  ClusterStatus,
  EventItem,
  PodDetail,
  PodListItem,
} from '@panorama/plugin-fleet-common';
import type { FleetObject, ObjectQuery } from '@panorama/plugin-fleet-node';
import type { Readable } from 'node:stream';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';
import type { Usage } from '../usage/UsageSource';

export interface PodRef {
  cluster: string;
  namespace: string;
  name: string;
}

export interface WorkloadName {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
}

/** What the kubelet can be asked about a log; all bounded by the route. */
export interface LogOptions {
  container?: string;
  follow: boolean;
  tailLines: number;
  previous: boolean;
  sinceSeconds?: number;
  limitBytes?: number;
}

/** A pod table and the mask under which it may be read: the two never travel apart. */
export interface MaskedPods {
  reader: PodColumnsReader;
  mask: Uint8Array;
}

/**
 * What the routes read. They are only ever handed an `AuthorizedFleet`, so
 * everything here is already under the rights of the user.
 */
export interface FleetRows {
  clusters(): ClusterStatus[];
  /** True when facts about the whole cluster (nodes, capacity) may be shown. */
  seesCluster(cluster: string): boolean;
  /** By name; `undefined` where nobody measured or the viewer does not see the whole cluster. */
  nodeUsage(cluster: string): ReadonlyMap<string, Usage> | undefined;
  maskedPods(): MaskedPods;
  /** Catalog entities that claim the workload with equal right. */
  conflictOf(workload: WorkloadName): string[] | undefined;
  pods(query: ObjectQuery): PodListItem[];
  objects<T>(kindId: string, query?: ObjectQuery): Array<FleetObject<T>>;
  podDetail(ref: PodRef, signal: AbortSignal): Promise<PodDetail>;
  podEvents(ref: PodRef, signal: AbortSignal): Promise<EventItem[]>;
  /** @throws NotAllowedError for whoever may see the pod but not its logs. */
  podLogs(
    ref: PodRef,
    options: LogOptions,
    signal: AbortSignal,
  ): Promise<Readable>;
}
