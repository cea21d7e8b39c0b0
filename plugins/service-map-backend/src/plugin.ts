import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { serviceMapPermissions } from '@panorama/plugin-service-map-common';
import { serviceMapSourcesExtensionPoint } from '@panorama/plugin-service-map-node';
import { SourceRegistry } from './sources/SourceRegistry';

/**
 * Builds the map of services once for everybody.
 *
 * @public
 */
export const serviceMapPlugin = createBackendPlugin({
  pluginId: 'service-map',
  register(env) {
    const sources = new SourceRegistry();
    env.registerExtensionPoint(serviceMapSourcesExtensionPoint, sources);
    env.registerInit({
      deps: { permissionsRegistry: coreServices.permissionsRegistry },
      async init({ permissionsRegistry }) {
        permissionsRegistry.addPermissions(serviceMapPermissions);
      },
    });
  },
});
