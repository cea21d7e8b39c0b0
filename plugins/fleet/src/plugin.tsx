import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import ViewComfyIcon from '@material-ui/icons/ViewComfy';
import { fleetPageApi, fleetRestApi, fleetStreamApi } from './extensions/apis';
import { entityPodsCard, entityPodsContent } from './extensions/entity';
import {
  clustersTab,
  eventsTab,
  fleetPage,
  headerActions,
  namespacesTab,
  podsTab,
  workloadsTab,
} from './extensions/pages';
import {
  dashboardRouteRef,
  entityRouteRef,
  pipelinesRouteRef,
  rootRouteRef,
  serviceMapRouteRef,
  tenantsRouteRef,
} from './routes';

/**
 * Every pod of every cluster on one screen, and the clusters, namespaces,
 * workloads and events behind it.
 *
 * @public
 */
export const fleetPlugin = createFrontendPlugin({
  pluginId: 'fleet',
  title: 'Fleet',
  icon: <ViewComfyIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: {
    entity: entityRouteRef,
    serviceMap: serviceMapRouteRef,
    pipelines: pipelinesRouteRef,
    tenants: tenantsRouteRef,
    dashboard: dashboardRouteRef,
  },
  extensions: [
    fleetRestApi,
    fleetStreamApi,
    fleetPageApi,
    fleetPage,
    podsTab,
    clustersTab,
    namespacesTab,
    workloadsTab,
    eventsTab,
    headerActions,
    entityPodsCard,
    entityPodsContent,
  ],
});
