import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

export const rootRouteRef = createRouteRef();

/** `/service-map/map`; links carry the query, so they go to the tab and not to `/service-map`. */
export const mapRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/map',
});

export const entityRouteRef = createExternalRouteRef({
  params: ['kind', 'namespace', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});

/** The fleet's pages, where the pods behind a node are. */
export const fleetRouteRef = createExternalRouteRef({
  defaultTarget: 'fleet.root',
});
