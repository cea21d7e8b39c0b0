import type { NamespaceVerb } from '@panorama/plugin-fleet-node';

/** One permission's answer over all namespaces. */
export type VerbScope =
  /** Also those that nobody has seen yet. */
  | { kind: 'everything' }
  /** Namespaces by cluster; an empty map is nothing at all. */
  | { kind: 'some'; namespaces: ReadonlyMap<string, ReadonlySet<string>> };

/** What one user may see, as plain data. */
export interface AccessScope {
  /** `fleet.view`: without it nothing else counts. */
  view: boolean;
  /** `fleet.cluster.read`. */
  clusters: boolean;
  read: VerbScope;
  logs: VerbScope;
}

export const NOTHING: VerbScope = { kind: 'some', namespaces: new Map() };

export const NO_ACCESS: AccessScope = {
  view: false,
  clusters: false,
  read: NOTHING,
  logs: NOTHING,
};

function scopeHas(
  scope: VerbScope,
  cluster: string,
  namespace: string,
): boolean {
  return (
    scope.kind === 'everything' ||
    (scope.namespaces.get(cluster)?.has(namespace) ?? false)
  );
}

/** The one question that everything which leaves the backend has to pass. */
export function allows(
  scope: AccessScope,
  cluster: string,
  namespace: string,
  verb: NamespaceVerb,
): boolean {
  return (
    scope.view &&
    scopeHas(scope.read, cluster, namespace) &&
    (verb === 'read' || scopeHas(scope.logs, cluster, namespace))
  );
}

/** True when anything of the cluster may be seen: its name, its freshness, a row on a page. */
export function reachesCluster(scope: AccessScope, cluster: string): boolean {
  return (
    scope.view &&
    (scope.clusters ||
      scope.read.kind === 'everything' ||
      (scope.read.namespaces.get(cluster)?.size ?? 0) > 0)
  );
}

function canonicalVerb(scope: VerbScope) {
  return scope.kind === 'everything'
    ? '*'
    : [...scope.namespaces]
        .filter(([, names]) => names.size > 0)
        .map(([cluster, names]) => [cluster, [...names].sort()] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The same text for the same rights, whoever has them and in whatever order they were found. */
export function canonicalScope(scope: AccessScope): string {
  return scope.view
    ? JSON.stringify([
        scope.clusters,
        canonicalVerb(scope.read),
        canonicalVerb(scope.logs),
      ])
    : 'none';
}

/**
 * `mask[namespaceId]` is 1 where the class may look. The names come with their
 * global ids; the mask never leaves the backend.
 */
export function maskOf(
  scope: AccessScope,
  namespaces: {
    count: number;
    at(id: number): { cluster: string; namespace: string };
  },
): Uint8Array {
  const mask = new Uint8Array(namespaces.count);
  for (let id = 0; id < namespaces.count; id++) {
    const { cluster, namespace } = namespaces.at(id);
    mask[id] = allows(scope, cluster, namespace, 'read') ? 1 : 0;
  }
  return mask;
}
