/**
 * Watches every cluster once and serves pods, clusters and workloads under the
 * rights of the user.
 *
 * @packageDocumentation
 */
export { fleetPlugin as default } from './plugin';
