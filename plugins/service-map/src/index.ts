/**
 * The service map for Backstage's new frontend system.
 *
 * @packageDocumentation
 */
export { serviceMapPlugin as default } from './plugin';
export { serviceMapTranslationRef } from './translation';
export { serviceMapApiRef, type ServiceMapApi } from './api/ServiceMapApi';
