import { LOGS, NO_VERBS, READ, Verbs } from './verbs';

/** One rule of a Role or ClusterRole, as rbac.authorization.k8s.io/v1 writes it. */
export interface PolicyRule {
  apiGroups?: string[];
  resources?: string[];
  verbs?: string[];
  resourceNames?: string[];
}

/**
 * Kubernetes' own user-facing roles, for clusters whose roles the portal may
 * not read. Only ClusterRoles: anybody may name a Role of his namespace "view".
 */
const WELL_KNOWN_CLUSTER_ROLES = new Set([
  'view',
  'edit',
  'admin',
  'cluster-admin',
]);

export function wellKnownVerbs(roleKind: string, roleName: string): Verbs {
  return roleKind === 'ClusterRole' && WELL_KNOWN_CLUSTER_ROLES.has(roleName)
    ? READ | LOGS
    : NO_VERBS;
}

function names(list: string[] | undefined, wanted: string[]): boolean {
  return list?.some(entry => wanted.includes(entry)) ?? false;
}

function allows(
  rules: PolicyRule[],
  verb: string,
  resources: string[],
): boolean {
  return rules.some(
    rule =>
      // A rule for named objects does not let anybody see the others.
      !rule.resourceNames?.length &&
      names(rule.apiGroups, ['', '*']) &&
      names(rule.resources, resources) &&
      names(rule.verbs, [verb, '*']),
  );
}

// A resource `*` is every resource with its subresources, `*/log` the log of
// every resource; `pods/*` means nothing (upstream's
// pkg/apis/rbac/v1/evaluation_helpers.go).

/** What a role lets one see of the pods of a namespace. */
export function verbsOfRules(rules: PolicyRule[]): Verbs {
  const reads =
    allows(rules, 'get', ['pods', '*']) && allows(rules, 'list', ['pods', '*']);
  if (!reads) {
    return NO_VERBS;
  }
  return allows(rules, 'get', ['pods/log', '*/log', '*']) ? READ | LOGS : READ;
}
