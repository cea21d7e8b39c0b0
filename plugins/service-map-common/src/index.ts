/**
 * Words, permissions and the graph of the service map.
 *
 * @packageDocumentation
 */
export * from './api/picture';
export * from './blast/blastRadius';
export * from './causes/cause';
export * from './changes/change';
export * from './diff/mapDiff';
export * from './graph/edge';
export * from './graph/health';
export * from './graph/map';
export * from './graph/node';
export * from './graph/nodeIds';
export * from './graph/technology';
export * from './graph/traffic';
export * from './graph/witness';
export * from './permissions';
export * from './problems/problem';
export * from './query/nodeFields';
