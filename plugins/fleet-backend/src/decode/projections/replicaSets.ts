import type { ReplicaSetFields } from '@panorama/plugin-fleet-node';
import { controllerOf } from '../podFacts';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

const REVISION = 'deployment.kubernetes.io/revision';

interface SelectedReplicaSet {
  metadata: SelectedMetadata;
  spec?: { replicas?: number };
  status?: { readyReplicas?: number };
}

/** A Deployment keeps ten old ones by default, so they hold no more than the chain needs. */
export const replicaSets = defineProjection<
  SelectedReplicaSet,
  ReplicaSetFields
>({
  id: 'replicasets.apps',
  group: 'apps',
  versions: ['v1'],
  plural: 'replicasets',
  kind: 'ReplicaSet',
  namespaced: true,
  fields: {
    metadata: { annotations: { [REVISION]: WHOLE } },
    spec: { replicas: WHOLE },
    status: { readyReplicas: WHOLE },
  },
  project: ({ metadata, spec, status }) => {
    const owner = controllerOf(metadata);
    const revision = metadata.annotations?.[REVISION];
    return {
      // An absent number is 1 by the API's default.
      desired: spec?.replicas ?? 1,
      ready: status?.readyReplicas ?? 0,
      ...(owner && { owner }),
      ...(revision && { revision }),
    };
  },
});
