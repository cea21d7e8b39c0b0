/** What a user may do in a namespace. @public */
export type NamespaceVerb = 'read' | 'logs';

/**
 * The rights of one user over (cluster, namespace), computed by fleet-backend
 * and by nobody else. Immutable: a change of rights makes a new set with a
 * higher `version` and calls the listeners of the old one.
 *
 * @public
 */
export interface AccessSet {
  /** Users with the same rights share it; opaque and not guessable. */
  readonly classId: string;
  readonly version: number;
  has(cluster: string, namespace: string, verb: NamespaceVerb): boolean;
  /** True when the user may see cluster-wide facts of this cluster. */
  hasCluster(cluster: string): boolean;
  /** Fires once, when the rights changed; returns the unsubscribe function. */
  onChange(listener: () => void): () => void;
}
