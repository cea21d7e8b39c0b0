import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_FLEET_NAMESPACE } from '@panorama/plugin-fleet-common';
import { z } from 'zod';
import type { NamespaceVerb } from './access';

/**
 * A namespace of a cluster, as the permission rules see it. Both questions are
 * answered from the platform and from configuration, never from what the author
 * of a catalog entity writes.
 *
 * @public
 */
export interface FleetNamespaceResource {
  cluster: string;
  namespace: string;
  /** What is asked for; a rule can never allow more than this permission's verb. */
  verb: NamespaceVerb;
  /** True when a role binding of the platform gives one of these people or groups the verb here. */
  hasPlatformRole(claims: readonly string[], verb: NamespaceVerb): boolean;
  /** True when configuration gives this namespace to one of these groups. */
  isOwnedBy(claims: readonly string[]): boolean;
}

/** Conditions as a question to one namespace. @public */
export type FleetNamespaceQuery = (resource: FleetNamespaceResource) => boolean;

/** @public */
export const fleetNamespaceResourceRef = createPermissionResourceRef<
  FleetNamespaceResource,
  FleetNamespaceQuery
>().with({ pluginId: 'fleet', resourceType: RESOURCE_TYPE_FLEET_NAMESPACE });

const claims = z
  .array(z.string())
  .describe('Entity refs of the user and of the groups that the user is in');

const hasPlatformRole = createPermissionRule({
  name: 'HAS_PLATFORM_ROLE',
  description:
    'Allows namespaces in which a RoleBinding, a ClusterRoleBinding or a workspace role gives the user the right',
  resourceRef: fleetNamespaceResourceRef,
  paramsSchema: z.object({ claims }),
  apply: (resource, params: { claims: string[] }) =>
    resource.hasPlatformRole(params.claims, resource.verb),
  toQuery:
    (params: { claims: string[] }) => (resource: FleetNamespaceResource) =>
      resource.hasPlatformRole(params.claims, resource.verb),
});

const ownedByGroup = createPermissionRule({
  name: 'OWNED_BY_GROUP',
  description:
    'Allows namespaces that fleet.access.namespaces gives to one of the groups of the user',
  resourceRef: fleetNamespaceResourceRef,
  paramsSchema: z.object({ claims }),
  apply: (resource, params: { claims: string[] }) =>
    resource.isOwnedBy(params.claims),
  toQuery:
    (params: { claims: string[] }) => (resource: FleetNamespaceResource) =>
      resource.isOwnedBy(params.claims),
});

/** What the fleet registers; a policy uses {@link fleetConditions}. @public */
export const fleetNamespaceRules = { hasPlatformRole, ownedByGroup };

/**
 * For permission policies: `fleetConditions.hasPlatformRole({ claims })`.
 *
 * @public
 */
export const {
  conditions: fleetConditions,
  createConditionalDecision: createFleetConditionalDecision,
} = createConditionExports({
  resourceRef: fleetNamespaceResourceRef,
  rules: fleetNamespaceRules,
});
