import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import fleetPlugin from '@panorama/plugin-fleet-backend';
import {
  fleetServiceRef,
  type FleetServiceHandle,
} from '@panorama/plugin-fleet-node';
import serviceMapPlugin from '@panorama/plugin-service-map-backend';

export interface ServiceMapOptions {
  prometheusUrl: string;
  port: number;
  /** Default: 5. */
  refreshSeconds?: number;
  /** Instead of a fleet without clusters. */
  fleet?: FleetServiceHandle;
  /** Entries in the configuration that lead to the Prometheus. Default: 1. */
  entries?: number;
}

/** A backend whose service map asks this Prometheus about everything, every few seconds. */
export async function startServiceMap({
  prometheusUrl,
  port,
  refreshSeconds = 5,
  fleet,
  entries = 1,
}: ServiceMapOptions) {
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () =>
        new ConfigReader({
          backend: {
            baseUrl: `http://127.0.0.1:${port}`,
            listen: { port, host: '127.0.0.1' },
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          fleet: { clusters: { kubernetesPlugin: false } },
          serviceMap: {
            refreshSeconds,
            prometheus: Array.from({ length: entries }, (_, index) => ({
              name: `mesh-${index}`,
              url: prometheusUrl,
              clusters: ['prod'],
            })),
          },
        }),
    }),
  );
  backend.add(mockServices.rootLogger.factory({ level: 'none' }));
  backend.add(mockServices.httpAuth.factory());
  backend.add(mockServices.userInfo.factory());
  backend.add(catalogServiceMock.factory());
  backend.add(
    fleet
      ? createServiceFactory({
          service: fleetServiceRef,
          deps: {},
          factory: () => fleet,
        })
      : fleetPlugin,
  );
  backend.add(serviceMapPlugin);
  await backend.start();
  return { stop: () => backend.stop() };
}
