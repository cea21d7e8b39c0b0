import type { ClusterStatus, PodState } from '@panorama/plugin-fleet-common';
import type { FleetObject } from '@panorama/plugin-fleet-node';
import type { SharedPods } from '../inventory/layout';
import type { Usage, UsageSettings } from '../usage/UsageSource';

import type { WatchCounts } from './countedTarget';

/** How the portal proves who it is to a cluster. */
export type ClusterCredentials =
  | { type: 'token'; token: string }
  /** PEM. */
  | { type: 'cert'; cert: string; key: string }
  | { type: 'none' };

/** A cluster as the inventory thread needs it: no strategies, no files. */
export interface ClusterConnection {
  name: string;
  title?: string;
  /** `https://host:port`, with a path where a proxy needs one. */
  url: string;
  /** PEM, or base64 of PEM as in a kubeconfig. */
  caData?: string;
  /** Name to check the certificate against, where it is not the host of `url`. */
  serverName?: string;
  skipTlsVerify?: boolean;
  auth: ClusterCredentials;
}

/** Which kinds to watch; `pods` is always there. */
export interface WatchedKind {
  /** `deployments.apps` */
  id: string;
  group: string;
  /** Tried in this order until the cluster serves one. */
  versions: string[];
  plural: string;
  /**
   * Where the parsed object shrinks to the fields that readers need: by a
   * projection that the worker has, or on the main thread for kinds that a
   * module registered (functions cannot be sent to a thread).
   */
  projection: 'worker' | 'main';
}

/** Catalog facts of a workload; a call replaces all earlier rows. */
export interface WorkloadAttributes {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
  entityRef?: string;
  owner?: string;
  system?: string;
}

/** Tenant of a namespace; a call replaces all earlier rows. */
export interface NamespaceTenant {
  cluster: string;
  namespace: string;
  tenant: string;
}

/** Everything the inventory thread can be asked, with its answer. */
export interface InventoryRequests {
  /**
   * Gives clusters and namespaces the ids that they had in a thread that died,
   * so that masks stay valid. Position is id. Before anything else.
   */
  seedIds: {
    params: {
      clusters: string[];
      namespaces: Array<{ cluster: number; name: string }>;
    };
    result: void;
  };
  /** Opens the watches of a cluster; answers before anything is read. Opening it again replaces the connection. */
  openCluster: {
    params: {
      connection: ClusterConnection;
      kinds: WatchedKind[];
      usage: UsageSettings;
    };
    result: void;
  };
  /** Drops everything that was read from it. */
  closeCluster: { params: { name: string }; result: void };
  /** Connections with the old credentials end after their current answer. */
  updateCredentials: {
    params: { name: string; credentials: ClusterCredentials };
    result: void;
  };
  setWorkloadAttributes: {
    params: { rows: WorkloadAttributes[] };
    result: void;
  };
  setTenants: { params: { rows: NamespaceTenant[] }; result: void };
  /**
   * Starts encoding for an access class. `mask[namespaceId]` is non-zero where
   * the class may look; ids beyond its end are hidden. Masks are copied.
   */
  openClass: { params: { classId: string; mask: Uint8Array }; result: void };
  updateClassMask: {
    params: { classId: string; mask: Uint8Array };
    result: void;
  };
  closeClass: { params: { classId: string }; result: void };
  /**
   * Frames that bring a new viewer of the class up to now: frames that
   * `frames` notifications bring after this answer continue exactly there.
   */
  keyframe: { params: { classId: string }; result: Uint8Array[] };
  /** Order-independent digest of a cluster's pods, for the oracle. */
  digest: { params: { cluster: string }; result: PodsDigest };
  /** For benches: bytes that the thread's isolate holds, after a collection where `--expose-gc` is on. */
  memory: {
    params: {};
    result: { heapUsed: number; external: number; arrayBuffers: number };
  };
}

/** The one message to the thread that has no answer: the last `objects` are dealt with. */
export interface ObjectsTaken {
  type: 'objectsTaken';
}

export type InventoryRequestType = keyof InventoryRequests;

export type InventoryRequest = {
  [T in InventoryRequestType]: {
    id: number;
    type: T;
    params: InventoryRequests[T]['params'];
  };
}[InventoryRequestType];

export type InventoryAnswer = {
  [T in InventoryRequestType]: {
    type: 'answer';
    id: number;
    of: T;
    result: InventoryRequests[T]['result'];
  };
}[InventoryRequestType];

/**
 * What happened to the objects of one kind in one cluster. A new list starts
 * with `begin` and ends with `commit`: what was not in between has gone.
 */
export type ObjectChange =
  | { type: 'begin' }
  | { type: 'put'; object: FleetObject }
  | { type: 'delete'; namespace: string; name: string }
  | { type: 'commit' }
  /** The cluster stopped serving or allowing the kind. */
  | { type: 'drop' };

/** Everything the inventory thread says without being asked. */
export type InventoryNotification =
  | { type: 'ready' }
  /** Memory of the pod table, at the start and whenever a part of it grew. */
  | { type: 'pods'; shared: SharedPods }
  | { type: 'podsChanged' }
  | { type: 'status'; statuses: ClusterStatus[] }
  | {
      type: 'objects';
      cluster: string;
      kindId: string;
      changes: ObjectChange[];
    }
  /** What happened since the last one; for the metrics of the portal itself. */
  | { type: 'counts'; cluster: string; counts: WatchCounts }
  /** What the nodes of a cluster use, all at once; `undefined`: nobody measured. */
  | {
      type: 'nodeUsage';
      cluster: string;
      usage: ReadonlyMap<string, Usage> | undefined;
    }
  /** The cluster refused the credentials: hand over new ones with `updateCredentials`. */
  | { type: 'credentialsWanted'; cluster: string }
  /** `frames` are transferred. */
  | { type: 'frames'; classId: string; frames: Uint8Array[] }
  /** Redacted; for the plugin's logger. */
  | {
      type: 'log';
      level: 'debug' | 'info' | 'warn' | 'error';
      message: string;
      cluster?: string;
      kindId?: string;
    };

export type InventoryMessage =
  | InventoryAnswer
  | InventoryNotification
  | { type: 'failure'; id: number; error: { name: string; message: string } };

/**
 * Fingerprint of a set of pods: the exclusive or of a hash per pod over uid,
 * resourceVersion and state, so the order does not count.
 */
export interface PodsDigest {
  pods: number;
  /** Hexadecimal. */
  hash: string;
}

/** What a digest is made of. */
export interface DigestedPod {
  uid: string;
  resourceVersion: string;
  state: PodState;
  restarts: number;
}
