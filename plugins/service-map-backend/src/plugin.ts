import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { fleetServiceRef } from '@panorama/plugin-fleet-node';
import { serviceMapPermissions } from '@panorama/plugin-service-map-common';
import { serviceMapSourcesExtensionPoint } from '@panorama/plugin-service-map-node';
import { readServiceMapConfig } from './config';
import { createServiceMap } from './createServiceMap';
import { platformEstate } from './estate/platformEstate';
import { createPrometheusSources } from './prometheus/createPrometheusSources';
import { CatalogSource } from './sources/catalog';
import { KubernetesSource } from './sources/kubernetes';
import { SourceRegistry } from './sources/SourceRegistry';

/**
 * Builds the map of services once for everybody.
 *
 * @public
 */
export const serviceMapPlugin = createBackendPlugin({
  pluginId: 'service-map',
  register(env) {
    const registry = new SourceRegistry();
    env.registerExtensionPoint(serviceMapSourcesExtensionPoint, registry);
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        fleet: fleetServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        httpRouter,
        lifecycle,
        permissionsRegistry,
        rootConfig,
        ...services
      }) {
        const config = readServiceMapConfig(rootConfig);
        permissionsRegistry.addPermissions(serviceMapPermissions);
        const prometheus = createPrometheusSources(config.prometheus);
        const estateAt = platformEstate(services.fleet);
        const others = registry.all();
        const own = [
          new KubernetesSource(estateAt),
          new CatalogSource({ catalog, auth }),
          ...prometheus.sources,
        ];
        own.forEach(source => registry.addSource(source));
        const map = createServiceMap({
          ...services,
          config,
          estateAt,
          sources: [...own, ...others],
        });
        httpRouter.use(map.router);
        const running = new AbortController();
        lifecycle.addShutdownHook(async () => {
          running.abort();
          await prometheus.close();
        });
        await map.start(running.signal);
      },
    });
  },
});
