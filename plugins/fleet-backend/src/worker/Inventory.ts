import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import type { FleetKind, FleetObject } from '@panorama/plugin-fleet-node';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';
import type { Usage, UsageSettings } from '../usage/UsageSource';
import type { WatchCounts } from './countedTarget';
import type {
  ClusterConnection,
  ClusterCredentials,
  NamespaceTenant,
  PodsDigest,
  WorkloadAttributes,
} from './protocol';

/** Live tables of everything that is not a pod, on the main thread. */
export interface ObjectTables {
  /** Ids of the kinds that are watched, without `pods`. */
  kinds(): string[];
  /** All objects of a kind; of one cluster or one namespace where given. */
  list<T = unknown>(
    kindId: string,
    where?: { cluster?: string; namespace?: string },
  ): Iterable<FleetObject<T>>;
  get<T = unknown>(
    kindId: string,
    cluster: string,
    namespace: string,
    name: string,
  ): FleetObject<T> | undefined;
  count(kindId: string, cluster?: string): number;
}

/**
 * The inventory as the rest of the plugin sees it, on the main thread. Reads
 * are synchronous, because the data is there. Nothing is masked.
 */
export interface Inventory {
  readonly pods: PodColumnsReader;
  readonly objects: ObjectTables;

  openCluster(connection: ClusterConnection): Promise<void>;
  closeCluster(name: string): Promise<void>;
  updateCredentials(
    name: string,
    credentials: ClusterCredentials,
  ): Promise<void>;

  /** By name of the node; `undefined` where nobody measured. */
  nodeUsage(cluster: string): ReadonlyMap<string, Usage> | undefined;

  statuses(): ClusterStatus[];
  onStatus(listener: (statuses: ClusterStatus[]) => void): () => void;
  /** What happened to the watches of a cluster since the last call. */
  onCounts(
    listener: (of: { cluster: string; counts: WatchCounts }) => void,
  ): () => void;
  /** A cluster refused its credentials; answer with `updateCredentials`. */
  onCredentialsWanted(listener: (cluster: string) => void): () => void;
  /** `pods` or the id of another kind; at most four times a second, without data. */
  onChange(kindId: string, listener: () => void): () => void;

  setWorkloadAttributes(rows: WorkloadAttributes[]): Promise<void>;
  setTenants(rows: NamespaceTenant[]): Promise<void>;

  openClass(classId: string, mask: Uint8Array): Promise<void>;
  updateClassMask(classId: string, mask: Uint8Array): Promise<void>;
  closeClass(classId: string): Promise<void>;
  onFrames(
    classId: string,
    listener: (frames: Uint8Array[]) => void,
  ): () => void;
  /** Continued without gap or overlap by what `onFrames` brings after it resolved. */
  keyframe(classId: string): Promise<Uint8Array[]>;

  digest(cluster: string): Promise<PodsDigest>;
  /** Ends the thread; every pending call rejects. */
  stop(): Promise<void>;
}

/** What `new InventoryClient(options)` takes; it implements {@link Inventory}. */
export interface InventoryClientOptions {
  logger: {
    debug(message: string): void;
    info(message: string): void;
    warn(message: string): void;
    error(message: string): void;
  };
  /** Kinds that modules registered, besides the built-in ones. */
  extraKinds?: FleetKind[];
  /** Who measures a cluster, how often. Default: metrics.k8s.io every 30 s. */
  usageOf?: (cluster: string) => UsageSettings;
  /** Overrides for tests: how to start the thread. */
  worker?: { file: string | URL; execArgv?: string[] };
}
