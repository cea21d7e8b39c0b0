import { createFleetPlugin } from './createFleetPlugin';
import { InventoryClient } from './worker/InventoryClient';

/**
 * Watches every cluster once and serves pods, clusters and workloads under the
 * rights of the user.
 *
 * @public
 */
export const fleetPlugin = createFleetPlugin(
  options => new InventoryClient(options),
);
