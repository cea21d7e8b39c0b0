import type { MissingKind } from '@panorama/plugin-fleet-common';

/** API groups of Kubernetes itself; all others come with what people install. */
const BUILT_IN_GROUPS = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'discovery.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
]);

/** `deployments.apps`: what follows the first dot; nothing in the core group. */
function groupOf(kind: string): string {
  const dot = kind.indexOf('.');
  return dot < 0 ? '' : kind.slice(dot + 1);
}

/**
 * Kinds whose absence somebody should know about. A cluster without the Gateway
 * API or without KubeSphere lacks nothing.
 */
export function kindsOwed(missing: readonly MissingKind[]): {
  forbidden: string[];
  notServed: string[];
} {
  const kinds = (reason: MissingKind['reason']) =>
    missing.filter(each => each.reason === reason).map(({ kind }) => kind);
  return {
    forbidden: kinds('forbidden'),
    notServed: kinds('not-served').filter(kind =>
      BUILT_IN_GROUPS.has(groupOf(kind)),
    ),
  };
}
