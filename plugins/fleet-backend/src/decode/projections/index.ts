import type { Projection } from '../Projection';
import { namespaces } from './namespaces';
import { nodes } from './nodes';
import { replicaSets } from './replicaSets';

/**
 * The kinds that are watched in every cluster, in the order in which a start
 * lists them: what pods hang on comes first. Secrets are not among them and
 * must never be.
 *
 * To add a kind: a file in this folder, a line here, its fields in
 * `fleet-node/src/objectFields.ts`.
 */
export const PROJECTIONS: ReadonlyArray<Projection<never, unknown>> = [
  nodes,
  namespaces,
  replicaSets,
];
