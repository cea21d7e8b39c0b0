import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

export const rootRouteRef = createRouteRef();

/** `/fleet/pods`; links carry the query, so they go to the tab and not to `/fleet`. */
export const podsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/pods',
});

export const clustersRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/clusters',
});

export const namespacesRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/namespaces',
});

export const workloadsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/workloads',
});

export const eventsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/events',
});

/** Not below `/clusters`: a tab takes every path under its own. */
export const clusterRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/cluster/:cluster',
});

export const entityRouteRef = createExternalRouteRef({
  params: ['kind', 'namespace', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});

/** Pages of the other plugins, for the keys that go there; a portal may lack any of them. */
export const serviceMapRouteRef = createExternalRouteRef({
  defaultTarget: 'service-map.root',
});

export const pipelinesRouteRef = createExternalRouteRef({
  defaultTarget: 'pipelines.root',
});

export const tenantsRouteRef = createExternalRouteRef({
  defaultTarget: 'tenancy.root',
});

export const dashboardRouteRef = createExternalRouteRef({
  defaultTarget: 'service-dashboard.root',
});
