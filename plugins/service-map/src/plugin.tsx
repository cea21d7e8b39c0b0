import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import DeviceHubIcon from '@material-ui/icons/DeviceHub';
import { serviceMapRestApi, serviceMapStoreApi } from './extensions/apis';
import { headerActions, mapTab, serviceMapPage } from './extensions/pages';
import { entityRouteRef, fleetRouteRef, rootRouteRef } from './routes';

/**
 * What depends on what, what is down and why.
 *
 * @public
 */
export const serviceMapPlugin = createFrontendPlugin({
  pluginId: 'service-map',
  title: 'Service map',
  icon: <DeviceHubIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { entity: entityRouteRef, fleet: fleetRouteRef },
  extensions: [
    serviceMapRestApi,
    serviceMapStoreApi,
    serviceMapPage,
    mapTab,
    headerActions,
  ],
});
