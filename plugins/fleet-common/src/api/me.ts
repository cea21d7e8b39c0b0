/**
 * Why somebody sees nothing. The page words it and adds whom to ask.
 *
 * - `no-view`          the permission `fleet.view` is missing.
 * - `unknown-subject`  the portal does not know what the person or the person's
 *                      groups are called in the clusters.
 * - `no-grant`         it does, but nothing gives these names a namespace.
 *
 * @public
 */
export type FleetAdvice =
  | { code: 'no-view' }
  | {
      code: 'unknown-subject';
      /** Where the name was looked for: `email`, `name` or `annotation:<key>`. */
      source: string;
    }
  | { code: 'no-grant' };

/** Answer of `GET /me`: who asks, and how much of the fleet that person may see. @public */
export interface FleetMe {
  userEntityRef: string;
  /** What the person and the person's groups are called in the clusters. */
  subjects: { user?: string; groups: string[] };
  visible: { clusters: number; namespaces: number };
  /** Absent where there is something to see. */
  advice?: FleetAdvice;
}
