import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import fleetPlugin, { fleetApiRef, fleetStreamApiRef } from '../src';
import { companyPods } from './company';
import { createFakeFleet, createFakeStream } from './fakes';

// `?pods=100000` and `?every=100` (ms between changes) on the first address.
const params = new URLSearchParams(window.location.search);
const pods = companyPods(
  Number(params.get('pods') ?? 6000),
  Math.floor(Date.now() / 1000),
);

const fakes = createFrontendModule({
  pluginId: 'fleet',
  extensions: [
    ApiBlueprint.make({
      name: 'rest',
      params: defineParams =>
        defineParams({
          api: fleetApiRef,
          deps: {},
          factory: () => createFakeFleet(pods),
        }),
    }),
    ApiBlueprint.make({
      name: 'stream',
      params: defineParams =>
        defineParams({
          api: fleetStreamApiRef,
          deps: {},
          factory: () =>
            createFakeStream(pods, Number(params.get('every') ?? 2000)),
        }),
    }),
  ],
});

createDevApp({ features: [fleetPlugin, fakes] });
