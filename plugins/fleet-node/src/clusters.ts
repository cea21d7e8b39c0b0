import {
  createServiceRef,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type {
  AuthenticationStrategy,
  ClusterDetails,
  KubernetesClustersSupplier,
} from '@backstage/plugin-kubernetes-node';

/** What the kubernetes plugin knows about clusters, handed over by its fleet module. @public */
export interface KubernetesPluginClusters {
  clusterSupplier: KubernetesClustersSupplier;
  authStrategy: AuthenticationStrategy;
}

/**
 * The box in which `kubernetes-backend-module-fleet` leaves the clusters of the
 * kubernetes plugin and from which the fleet takes them. Root-scoped, because
 * two plugins of one process meet here.
 *
 * @public
 */
export interface FleetClusterHandover {
  provide(clusters: KubernetesPluginClusters): void;
  /** Resolves when the module has provided; never rejects. */
  whenProvided(): Promise<KubernetesPluginClusters>;
}

class InMemoryClusterHandover implements FleetClusterHandover {
  #resolve: (clusters: KubernetesPluginClusters) => void = () => {};
  readonly #provided = new Promise<KubernetesPluginClusters>(resolve => {
    this.#resolve = resolve;
  });

  provide(clusters: KubernetesPluginClusters) {
    this.#resolve(clusters);
  }

  whenProvided() {
    return this.#provided;
  }
}

/** @public */
export const fleetClusterHandoverRef = createServiceRef<FleetClusterHandover>({
  id: 'fleet.cluster-handover',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new InMemoryClusterHandover(),
    }),
});

const AUTH_PROVIDER = 'kubernetes.io/auth-provider';

/** Strategies that need the token of a person's browser. */
const CLIENT_SIDE = new Set(['google', 'oidc', 'aks', 'pinniped']);

/**
 * True where only the browser of a user can log in to the cluster: the fleet,
 * which reads for everybody, cannot.
 *
 * @public
 */
export function isClientSideAuth(
  details: Pick<ClusterDetails, 'authMetadata'>,
): boolean {
  return CLIENT_SIDE.has(details.authMetadata[AUTH_PROVIDER]);
}
