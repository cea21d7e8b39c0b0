import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import fleetPlugin from '@panorama/plugin-fleet-backend';
import serviceMapPlugin from '@panorama/plugin-service-map-backend';

const REFRESH_SECONDS = 5;

/** A backend whose service map asks this Prometheus about everything, every few seconds. */
export async function startServiceMap(prometheusUrl: string, port: number) {
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
            refreshSeconds: REFRESH_SECONDS,
            prometheus: [
              { name: 'mesh', url: prometheusUrl, clusters: ['prod'] },
            ],
          },
        }),
    }),
  );
  backend.add(mockServices.httpAuth.factory());
  backend.add(mockServices.userInfo.factory());
  backend.add(catalogServiceMock.factory());
  backend.add(fleetPlugin);
  backend.add(serviceMapPlugin);
  await backend.start();
  return { stop: () => backend.stop() };
}
