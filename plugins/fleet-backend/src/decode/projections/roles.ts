import type { RoleFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE, type Fields } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedRole {
  metadata: SelectedMetadata;
  rules?: Array<{
    apiGroups?: string[];
    resources?: string[];
    verbs?: string[];
    resourceNames?: string[];
  }>;
}

const fields: Fields = {
  rules: [
    { apiGroups: WHOLE, resources: WHOLE, verbs: WHOLE, resourceNames: WHOLE },
  ],
};

function project({ rules }: SelectedRole): RoleFields {
  return {
    rules: (rules ?? []).map(
      ({ apiGroups, resources, verbs, resourceNames }) => ({
        apiGroups: apiGroups ?? [],
        resources: resources ?? [],
        verbs: verbs ?? [],
        resourceNames: resourceNames ?? [],
      }),
    ),
  };
}

export const roles = defineProjection<SelectedRole, RoleFields>({
  id: 'roles.rbac.authorization.k8s.io',
  group: 'rbac.authorization.k8s.io',
  versions: ['v1'],
  plural: 'roles',
  kind: 'Role',
  namespaced: true,
  fields,
  project,
});

export const clusterRoles = defineProjection<SelectedRole, RoleFields>({
  id: 'clusterroles.rbac.authorization.k8s.io',
  group: 'rbac.authorization.k8s.io',
  versions: ['v1'],
  plural: 'clusterroles',
  kind: 'ClusterRole',
  namespaced: false,
  fields,
  project,
});
