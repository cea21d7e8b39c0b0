import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { createMapStore, mapStoreApiRef } from '../api/MapStore';
import { serviceMapApiRef } from '../api/ServiceMapApi';
import { ServiceMapClient } from '../api/ServiceMapClient';

export const serviceMapRestApi = ApiBlueprint.make({
  name: 'rest',
  params: defineParams =>
    defineParams({
      api: serviceMapApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new ServiceMapClient({ discoveryApi, fetchApi }),
    }),
});

export const serviceMapStoreApi = ApiBlueprint.make({
  name: 'store',
  params: defineParams =>
    defineParams({
      api: mapStoreApiRef,
      deps: { api: serviceMapApiRef },
      factory: ({ api }) => createMapStore({ api }),
    }),
});
