import type { FleetKind, KubernetesJson } from '@panorama/plugin-fleet-node';
import type { BindingFields, RoleFields } from './PlatformRights';
import type { BindingSubject, PolicyRule } from './rules';

type Json = { [key: string]: KubernetesJson };

function objectOf(value: KubernetesJson | undefined): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : {};
}

function listOf(value: KubernetesJson | undefined): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function textsOf(value: KubernetesJson | undefined): string[] {
  return Array.isArray(value)
    ? value.filter((entry): entry is string => typeof entry === 'string')
    : [];
}

function textOf(value: KubernetesJson | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** RoleBinding, ClusterRoleBinding and WorkspaceRoleBinding have one shape. */
export function projectBinding(object: Json): BindingFields {
  const roleRef = objectOf(object.roleRef);
  return {
    roleRef: { kind: textOf(roleRef.kind), name: textOf(roleRef.name) },
    subjects: listOf(object.subjects).map(
      (subject): BindingSubject => ({
        kind: textOf(subject.kind),
        name: textOf(subject.name),
      }),
    ),
  };
}

export function projectRole(object: Json): RoleFields {
  return {
    rules: listOf(object.rules).map(
      (rule): PolicyRule => ({
        apiGroups: textsOf(rule.apiGroups),
        resources: textsOf(rule.resources),
        verbs: textsOf(rule.verbs),
        resourceNames: textsOf(rule.resourceNames),
      }),
    ),
  };
}

const RBAC = { group: 'rbac.authorization.k8s.io', version: 'v1' };

/**
 * Kinds that the access rules read beyond what the inventory always watches. A
 * cluster that does not serve or allow one of them grants less, never more.
 */
export const rightsKinds: FleetKind[] = [
  {
    ...RBAC,
    id: 'rolebindings.rbac.authorization.k8s.io',
    plural: 'rolebindings',
    kind: 'RoleBinding',
    namespaced: true,
    project: projectBinding,
  },
  {
    ...RBAC,
    id: 'clusterrolebindings.rbac.authorization.k8s.io',
    plural: 'clusterrolebindings',
    kind: 'ClusterRoleBinding',
    namespaced: false,
    project: projectBinding,
  },
  {
    ...RBAC,
    id: 'roles.rbac.authorization.k8s.io',
    plural: 'roles',
    kind: 'Role',
    namespaced: true,
    project: projectRole,
  },
  {
    ...RBAC,
    id: 'clusterroles.rbac.authorization.k8s.io',
    plural: 'clusterroles',
    kind: 'ClusterRole',
    namespaced: false,
    project: projectRole,
  },
  {
    id: 'workspacerolebindings.iam.kubesphere.io',
    group: 'iam.kubesphere.io',
    version: 'v1beta1',
    plural: 'workspacerolebindings',
    kind: 'WorkspaceRoleBinding',
    namespaced: false,
    project: projectBinding,
  },
];
