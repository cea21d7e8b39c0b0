import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { kubernetesObjectsProviderExtensionPoint } from '@backstage/plugin-kubernetes-node';
import {
  fleetClusterHandoverRef,
  fleetServiceRef,
} from '@panorama/plugin-fleet-node';
import { FleetObjectsProvider } from './FleetObjectsProvider';

/** What the stock tab shows when `kubernetes.objectTypes` says nothing; never Secrets. */
const STANDARD_OBJECTS = [
  { objectType: 'pods', group: '', plural: 'pods' },
  { objectType: 'services', group: '', plural: 'services' },
  { objectType: 'configmaps', group: '', plural: 'configmaps' },
  { objectType: 'limitranges', group: '', plural: 'limitranges' },
  { objectType: 'resourcequotas', group: '', plural: 'resourcequotas' },
  { objectType: 'deployments', group: 'apps', plural: 'deployments' },
  { objectType: 'replicasets', group: 'apps', plural: 'replicasets' },
  { objectType: 'statefulsets', group: 'apps', plural: 'statefulsets' },
  { objectType: 'daemonsets', group: 'apps', plural: 'daemonsets' },
  {
    objectType: 'horizontalpodautoscalers',
    group: 'autoscaling',
    plural: 'horizontalpodautoscalers',
  },
  { objectType: 'jobs', group: 'batch', plural: 'jobs' },
  { objectType: 'cronjobs', group: 'batch', plural: 'cronjobs' },
  { objectType: 'ingresses', group: 'networking.k8s.io', plural: 'ingresses' },
] as const;

/**
 * Joins the kubernetes plugin with the fleet: its clusters become clusters of
 * the fleet, and its entity tab is answered from the inventory.
 *
 * @public
 */
export const kubernetesModuleFleet = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'fleet',
  register(env) {
    env.registerInit({
      deps: {
        objectsProvider: kubernetesObjectsProviderExtensionPoint,
        fleet: fleetServiceRef,
        handover: fleetClusterHandoverRef,
        logger: coreServices.logger,
      },
      async init({ objectsProvider, fleet, handover, logger }) {
        objectsProvider.addObjectsProvider(
          async ({
            getDefault,
            clusterSupplier,
            authStrategy,
            serviceLocator,
            objectTypesToFetch,
          }) => {
            handover.provide({ clusterSupplier, authStrategy });
            let stock: ReturnType<typeof getDefault> | undefined;
            return new FleetObjectsProvider({
              fleet,
              serviceLocator,
              objectTypes: (objectTypesToFetch ?? STANDARD_OBJECTS).filter(
                ({ plural }) => plural !== 'secrets',
              ),
              getDefault: () => {
                stock ??= getDefault();
                return stock;
              },
              logger,
            });
          },
        );
      },
    });
  },
});
