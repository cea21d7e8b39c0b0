/**
 * A default permission policy whose rules are readable configuration.
 *
 * @packageDocumentation
 */
export { permissionModulePanorama as default } from './module';
