import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { RESOURCE_TYPE_FLEET_NAMESPACE } from '@panorama/plugin-fleet-common';
import {
  createFleetConditionalDecision,
  fleetConditions,
} from '@panorama/plugin-fleet-node';
import type { PolicyRule } from './config';

/** Who asks: `undefined` for somebody who is not signed in. */
export interface PolicyUser {
  userEntityRef: string;
  ownershipEntityRefs: string[];
}

function matchesName(pattern: string, name: string): boolean {
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

function isAbout(
  { who }: PolicyRule,
  { userEntityRef, ownershipEntityRefs }: PolicyUser,
) {
  return (
    who.signedIn ||
    who.users.includes(userEntityRef) ||
    who.groups.some(group => ownershipEntityRefs.includes(group))
  );
}

/** `undefined` when the rule has nothing to say about this permission. */
function effectOf(
  rule: PolicyRule,
  permission: Permission,
  user: PolicyUser,
): PolicyDecision | undefined {
  if (rule.effect === 'allow') {
    return { result: AuthorizeResult.ALLOW };
  }
  if (rule.effect === 'deny') {
    return { result: AuthorizeResult.DENY };
  }
  if (!isResourcePermission(permission, RESOURCE_TYPE_FLEET_NAMESPACE)) {
    return undefined;
  }
  const claims = [
    ...new Set([user.userEntityRef, ...user.ownershipEntityRefs]),
  ];
  const [first, ...others] = (rule.where ?? []).map(name =>
    fleetConditions[name]({ claims }),
  );
  return first
    ? createFleetConditionalDecision(permission, { anyOf: [first, ...others] })
    : undefined;
}

/** The first rule that is about this user and this permission; without one: no. */
export function decide(
  rules: readonly PolicyRule[],
  permission: Permission,
  user: PolicyUser | undefined,
): { decision: PolicyDecision; rule?: string } {
  for (const rule of user ? rules : []) {
    const isMatch =
      user &&
      isAbout(rule, user) &&
      rule.permissions.some(pattern => matchesName(pattern, permission.name));
    const decision = isMatch ? effectOf(rule, permission, user) : undefined;
    if (decision) {
      return { decision, rule: rule.name };
    }
  }
  return { decision: { result: AuthorizeResult.DENY } };
}
