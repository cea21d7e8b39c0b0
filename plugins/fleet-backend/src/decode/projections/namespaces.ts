import type { NamespaceFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedNamespace {
  metadata: SelectedMetadata;
  status?: { phase?: string };
}

/** Longer values are documents of some tool (`last-applied-configuration`), not facts about a tenant. */
const MAX_ANNOTATION = 256;

/** Platforms keep a namespace's tenant in labels (KubeSphere, Capsule) or annotations (Rancher, OpenShift). */
export const namespaces = defineProjection<SelectedNamespace, NamespaceFields>({
  id: 'namespaces',
  group: '',
  versions: ['v1'],
  plural: 'namespaces',
  kind: 'Namespace',
  namespaced: false,
  fields: { metadata: { annotations: WHOLE }, status: { phase: WHOLE } },
  project: ({ metadata, status }) => ({
    phase: status?.phase === 'Terminating' ? 'Terminating' : 'Active',
    annotations: Object.fromEntries(
      Object.entries(metadata.annotations ?? {}).filter(
        ([, value]) => value.length <= MAX_ANNOTATION,
      ),
    ),
  }),
});
