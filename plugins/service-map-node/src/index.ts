/**
 * Extension points of the service map for backend modules.
 *
 * @packageDocumentation
 */
export * from './observation';
export * from './source';
