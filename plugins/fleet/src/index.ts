/**
 * The fleet pages for Backstage's new frontend system.
 *
 * @packageDocumentation
 */
export { fleetPlugin as default } from './plugin';
export { fleetTranslationRef } from './translation';
export {
  fleetApiRef,
  type EntityPods,
  type FleetApi,
  type ListQuery,
  type LogQuery,
  type PodAddress,
  type RequestOptions,
} from './api/FleetApi';
export { fleetStreamApiRef } from './api/FleetStreamApi';
export type { FleetSnapshot, FleetStream } from './api/FleetStream';
