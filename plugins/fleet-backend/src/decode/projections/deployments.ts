import type {
  DeploymentFields,
  LabelSelectorFields,
} from '@panorama/plugin-fleet-node';
import {
  CONDITION_FIELDS,
  conditionsOf,
  type SelectedCondition,
} from '../conditions';
import { controllerOf } from '../podFacts';
import {
  POD_TEMPLATE_FIELDS,
  podTemplate,
  type SelectedTemplate,
} from '../podTemplate';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';
import { RATE_TOLERANCE_FIELDS, rateTolerance } from './rateTolerance';

interface SelectedDeployment {
  metadata: SelectedMetadata & { generation?: number };
  spec?: {
    replicas?: number;
    paused?: boolean;
    selector?: LabelSelectorFields;
    strategy?: {
      rollingUpdate?: {
        maxSurge?: string | number;
        maxUnavailable?: string | number;
      };
    };
    template?: SelectedTemplate;
  };
  status?: {
    observedGeneration?: number;
    readyReplicas?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
    conditions?: SelectedCondition[];
  };
}

export const deployments = defineProjection<
  SelectedDeployment,
  DeploymentFields
>({
  id: 'deployments.apps',
  group: 'apps',
  versions: ['v1'],
  plural: 'deployments',
  kind: 'Deployment',
  namespaced: true,
  fields: {
    metadata: { ...RATE_TOLERANCE_FIELDS, generation: WHOLE },
    spec: {
      replicas: WHOLE,
      paused: WHOLE,
      selector: WHOLE,
      strategy: { rollingUpdate: WHOLE },
      template: POD_TEMPLATE_FIELDS,
    },
    status: {
      observedGeneration: WHOLE,
      readyReplicas: WHOLE,
      updatedReplicas: WHOLE,
      availableReplicas: WHOLE,
      conditions: CONDITION_FIELDS,
    },
  },
  project: ({ metadata, spec, status }) => {
    const owner = controllerOf(metadata);
    const { maxSurge, maxUnavailable } = spec?.strategy?.rollingUpdate ?? {};
    return {
      // An absent number is 1 by the API's default.
      desired: spec?.replicas ?? 1,
      ready: status?.readyReplicas ?? 0,
      updated: status?.updatedReplicas ?? 0,
      available: status?.availableReplicas ?? 0,
      paused: spec?.paused ?? false,
      isObserved:
        (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0),
      ...(maxSurge !== undefined && { maxSurge: String(maxSurge) }),
      ...(maxUnavailable !== undefined && {
        maxUnavailable: String(maxUnavailable),
      }),
      selector: spec?.selector ?? {},
      template: podTemplate(spec?.template),
      conditions: conditionsOf(status?.conditions),
      ...(owner && { owner }),
      ...rateTolerance(metadata),
    };
  },
});
