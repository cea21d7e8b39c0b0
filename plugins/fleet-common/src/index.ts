/**
 * Words, permissions, filter language and wire format of the fleet.
 *
 * @packageDocumentation
 */
export * from './podState';
export * from './permissions';
export * from './api/clusters';
export * from './api/pods';
export * from './frames/PodTable';
export * from './frames/protocol';
export * from './frames/quantise';
export * from './filter/ast';
export * from './filter/fields';
