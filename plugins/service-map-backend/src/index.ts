/**
 * The service map's backend.
 *
 * @packageDocumentation
 */
export { serviceMapPlugin as default } from './plugin';
