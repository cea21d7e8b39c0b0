import type {
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Decision } from './rules';

/** One question, made from a tree of questions. An empty `anyOf` is false, an empty `allOf` true. */
export function predicateOf<Resource>(
  criteria: PermissionCriteria<(resource: Resource) => boolean>,
): (resource: Resource) => boolean {
  if (typeof criteria === 'function') {
    return criteria;
  }
  if ('allOf' in criteria) {
    const all = criteria.allOf.map(predicateOf);
    return resource => all.every(holds => holds(resource));
  }
  if ('anyOf' in criteria) {
    const any = criteria.anyOf.map(predicateOf);
    return resource => any.some(holds => holds(resource));
  }
  const inner = predicateOf(criteria.not);
  return resource => !inner(resource);
}

/** A decision of the permission system, ready to be asked about many namespaces. */
export function decisionOf<Resource>(
  decision: PolicyDecision,
  transform: (
    conditions: Extract<
      PolicyDecision,
      { result: AuthorizeResult.CONDITIONAL }
    >['conditions'],
  ) => PermissionCriteria<(resource: Resource) => boolean>,
): Decision<Resource> {
  switch (decision.result) {
    case AuthorizeResult.ALLOW:
      return { result: 'ALLOW' };
    case AuthorizeResult.CONDITIONAL:
      return {
        result: 'CONDITIONAL',
        holds: predicateOf(transform(decision.conditions)),
      };
    default:
      return { result: 'DENY' };
  }
}

/** Every claim that any condition of the tree names: their Kubernetes names are looked up beforehand. */
export function claimsOf(conditions: unknown): string[] {
  const claims = new Set<string>();
  const visit = (value: unknown) => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'claims' && Array.isArray(inner)) {
          inner
            .filter((claim): claim is string => typeof claim === 'string')
            .forEach(claim => claims.add(claim));
        } else {
          visit(inner);
        }
      }
    }
  };
  visit(conditions);
  return [...claims];
}
