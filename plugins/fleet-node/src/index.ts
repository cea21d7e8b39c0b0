/**
 * The fleet inventory for other backend plugins.
 *
 * @packageDocumentation
 */
export * from './access';
export * from './clusters';
export * from './fleetService';
export * from './kinds';
export * from './permissionRules';
export * from './objectFields';
