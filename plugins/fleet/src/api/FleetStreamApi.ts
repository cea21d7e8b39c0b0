import { createApiRef } from '@backstage/frontend-plugin-api';
import type { FleetStream } from './FleetStream';

/** The live inventory, one connection for all pages of the browser. @public */
export const fleetStreamApiRef = createApiRef<FleetStream>().with({
  id: 'plugin.fleet.stream',
  pluginId: 'fleet',
});
