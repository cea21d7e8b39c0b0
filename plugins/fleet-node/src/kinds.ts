import { createExtensionPoint } from '@backstage/backend-plugin-api';

/** JSON as a cluster sends it. @public */
export type KubernetesJson =
  | null
  | boolean
  | number
  | string
  | KubernetesJson[]
  | { [key: string]: KubernetesJson };

/** What the inventory keeps of an object besides the projected fields. @public */
export interface ObjectIdentity {
  uid: string;
  resourceVersion: string;
  /** Empty for cluster-scoped kinds. */
  namespace: string;
  name: string;
  /** ms since the epoch. */
  createdAt: number;
  labels: Record<string, string>;
}

/**
 * A kind to watch in every cluster. `project` runs in the inventory worker on
 * the parsed object and returns the few fields that readers need; it must be a
 * pure function of a module that the worker can load by `projectionModule`.
 *
 * @public
 */
export interface FleetKind<T = unknown> {
  /** Id in the inventory: `deployments.apps`; plural, dot, group. */
  id: string;
  group: string;
  version: string;
  plural: string;
  kind: string;
  namespaced: boolean;
  project: (object: { [key: string]: KubernetesJson }) => T;
}

/** @public */
export interface FleetKindsExtensionPoint {
  /** @throws ConflictError when the id is taken. */
  addKind(kind: FleetKind): void;
}

/** Modules of pluginId `fleet` register further kinds here. @public */
export const fleetKindsExtensionPoint =
  createExtensionPoint<FleetKindsExtensionPoint>({ id: 'fleet.kinds' });
