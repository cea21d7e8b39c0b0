import type { RoleBindingFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE, type Fields } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedBinding {
  metadata: SelectedMetadata;
  roleRef?: { kind?: string; name?: string };
  subjects?: Array<{ kind?: string; name?: string; namespace?: string }>;
}

/** Bindings of Kubernetes and of KubeSphere have one shape. */
const fields: Fields = {
  roleRef: { kind: WHOLE, name: WHOLE },
  subjects: [{ kind: WHOLE, name: WHOLE, namespace: WHOLE }],
};

function project({ roleRef, subjects }: SelectedBinding): RoleBindingFields {
  return {
    roleRef: { kind: roleRef?.kind ?? '', name: roleRef?.name ?? '' },
    subjects: (subjects ?? []).map(({ kind, name, namespace }) => ({
      kind: kind ?? '',
      name: name ?? '',
      ...(namespace && { namespace }),
    })),
  };
}

export const roleBindings = defineProjection<
  SelectedBinding,
  RoleBindingFields
>({
  id: 'rolebindings.rbac.authorization.k8s.io',
  group: 'rbac.authorization.k8s.io',
  versions: ['v1'],
  plural: 'rolebindings',
  kind: 'RoleBinding',
  namespaced: true,
  fields,
  project,
});

export const clusterRoleBindings = defineProjection<
  SelectedBinding,
  RoleBindingFields
>({
  id: 'clusterrolebindings.rbac.authorization.k8s.io',
  group: 'rbac.authorization.k8s.io',
  versions: ['v1'],
  plural: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  namespaced: false,
  fields,
  project,
});

/** KubeSphere 4 serves v1beta1, KubeSphere 3 only v1alpha2. */
export const workspaceRoleBindings = defineProjection<
  SelectedBinding,
  RoleBindingFields
>({
  id: 'workspacerolebindings.iam.kubesphere.io',
  group: 'iam.kubesphere.io',
  versions: ['v1beta1', 'v1alpha2'],
  plural: 'workspacerolebindings',
  kind: 'WorkspaceRoleBinding',
  namespaced: false,
  fields,
  project,
});
