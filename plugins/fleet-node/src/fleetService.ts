import {
  BackstageCredentials,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type {
  ClusterStatus,
  PodDetail,
  PodListItem,
} from '@panorama/plugin-fleet-common';
import type { AccessSet } from './access';
import type { KubernetesJson, ObjectIdentity } from './kinds';

/** A projected object of the inventory. @public */
export interface FleetObject<T = unknown> extends ObjectIdentity {
  cluster: string;
  kindId: string;
  fields: T;
}

/** @public */
export interface ObjectQuery {
  clusters?: string[];
  namespaces?: string[];
  /** Kubernetes label selector, as in `kubectl -l`. */
  labelSelector?: string;
}

/** Read access to the inventory. What it returns is already masked. @public */
export interface FleetReader {
  clusters(): ClusterStatus[];
  pods(query: ObjectQuery): PodListItem[];
  podDetail(
    ref: { cluster: string; namespace: string; name: string },
    signal: AbortSignal,
  ): Promise<PodDetail>;
  objects<T>(kindId: string, query?: ObjectQuery): Array<FleetObject<T>>;
  /** The whole object, from the cluster or from a cache keyed by uid and resourceVersion. */
  getObject(
    ref: { cluster: string; kindId: string; namespace: string; name: string },
    signal: AbortSignal,
  ): Promise<{ [key: string]: KubernetesJson }>;
  /** Called at most four times a second; carries no data. Returns the unsubscribe function. */
  onChange(kindId: string, listener: () => void): () => void;
}

/** The inventory under the rights of one user. @public */
export interface UserFleet extends FleetReader {
  readonly access: AccessSet;
}

/** The inventory for work that no user asked for. Routes must not use it (linted). @public */
export interface PlatformFleet extends FleetReader {
  readonly platform: true;
}

/** @public */
export interface FleetService {
  forUser(credentials: BackstageCredentials): Promise<UserFleet>;
  forPlatform(): PlatformFleet;
}

/** The handle that other plugins hold before the fleet plugin has started. @public */
export interface FleetServiceHandle extends FleetService {
  provide(service: FleetService): void;
}

class LazyFleetService implements FleetServiceHandle {
  #service: FleetService | undefined;

  provide(service: FleetService) {
    this.#service = service;
  }

  async forUser(credentials: BackstageCredentials) {
    return this.#get().forUser(credentials);
  }

  forPlatform() {
    return this.#get().forPlatform();
  }

  #get(): FleetService {
    if (!this.#service) {
      throw new ServiceUnavailableError(
        'The fleet inventory is not there: add @panorama/plugin-fleet-backend to the same backend, or look in its log for why it did not start.',
      );
    }
    return this.#service;
  }
}

/**
 * The fleet inventory for other backend plugins of the same process.
 *
 * @public
 */
export const fleetServiceRef = createServiceRef<FleetServiceHandle>({
  id: 'fleet.service',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new LazyFleetService(),
    }),
});
