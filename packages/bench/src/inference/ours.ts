import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { SimulatedCluster } from '@panorama/playground';
import fleetPlugin from '@panorama/plugin-fleet-backend';
import serviceMapPlugin from '@panorama/plugin-service-map-backend';

export const TOKEN = 'bench';

/** A backend with the fleet and the service map over these clusters, and nothing to measure traffic. */
export async function startPortal(
  clusters: readonly SimulatedCluster[],
  folder: string,
  port: number,
): Promise<{ stop(): Promise<void> }> {
  const path = join(folder, 'kubeconfig');
  writeFileSync(
    path,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: clusters.map(({ name, url, caData }) => ({
        name,
        cluster: { server: url, 'certificate-authority-data': caData },
      })),
      users: [{ name: 'bench', user: { token: TOKEN } }],
      contexts: clusters.map(({ name }) => ({
        name,
        context: { cluster: name, user: 'bench' },
      })),
    }),
  );
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
          fleet: {
            clusters: { kubernetesPlugin: false, kubeconfigs: [{ path }] },
          },
          serviceMap: { refreshSeconds: 5 },
        }),
    }),
  );
  backend.add(mockServices.rootLogger.factory({ level: 'none' }));
  backend.add(mockServices.httpAuth.factory());
  backend.add(mockServices.userInfo.factory());
  backend.add(catalogServiceMock.factory());
  backend.add(fleetPlugin);
  backend.add(serviceMapPlugin);
  await backend.start();
  return { stop: () => backend.stop() };
}
