import type { WorkspaceFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedWorkspace {
  metadata: SelectedMetadata;
  spec?: { manager?: string };
}

/** KubeSphere 4 serves v1beta1, KubeSphere 3 only v1alpha1. */
export const workspaces = defineProjection<SelectedWorkspace, WorkspaceFields>({
  id: 'workspaces.tenant.kubesphere.io',
  group: 'tenant.kubesphere.io',
  versions: ['v1beta1', 'v1alpha1'],
  plural: 'workspaces',
  kind: 'Workspace',
  namespaced: false,
  fields: { spec: { manager: WHOLE } },
  project: ({ spec }) => ({ ...(spec?.manager && { manager: spec.manager }) }),
});
