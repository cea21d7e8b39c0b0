import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
} from '@backstage/frontend-plugin-api';
import { fleetApiRef } from '../api/FleetApi';
import { FleetClient } from '../api/FleetClient';
import { createFleetPageApi, fleetPageApiRef } from '../api/FleetPageApi';
import { createFleetStream } from '../api/FleetStream';
import { fleetStreamApiRef } from '../api/FleetStreamApi';

export const fleetRestApi = ApiBlueprint.make({
  name: 'rest',
  params: defineParams =>
    defineParams({
      api: fleetApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new FleetClient({ discoveryApi, fetchApi }),
    }),
});

export const fleetStreamApi = ApiBlueprint.make({
  name: 'stream',
  params: defineParams =>
    defineParams({
      api: fleetStreamApiRef,
      deps: { discoveryApi: discoveryApiRef, identityApi: identityApiRef },
      factory: ({ discoveryApi, identityApi }) =>
        createFleetStream({
          baseUrl: () => discoveryApi.getBaseUrl('fleet'),
          getToken: async () => (await identityApi.getCredentials()).token,
        }),
    }),
});

export const fleetPageApi = ApiBlueprint.make({
  name: 'page',
  params: defineParams =>
    defineParams({
      api: fleetPageApiRef,
      deps: {},
      factory: () => createFleetPageApi(),
    }),
});
