import type {
  LabelSelectorFields,
  StatefulSetFields,
} from '@panorama/plugin-fleet-node';
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

interface SelectedStatefulSet {
  metadata: SelectedMetadata;
  spec?: {
    replicas?: number;
    serviceName?: string;
    selector?: LabelSelectorFields;
    template?: SelectedTemplate;
  };
  status?: { readyReplicas?: number; updatedReplicas?: number };
}

export const statefulSets = defineProjection<
  SelectedStatefulSet,
  StatefulSetFields
>({
  id: 'statefulsets.apps',
  group: 'apps',
  versions: ['v1'],
  plural: 'statefulsets',
  kind: 'StatefulSet',
  namespaced: true,
  fields: {
    metadata: RATE_TOLERANCE_FIELDS,
    spec: {
      replicas: WHOLE,
      serviceName: WHOLE,
      selector: WHOLE,
      template: POD_TEMPLATE_FIELDS,
    },
    status: { readyReplicas: WHOLE, updatedReplicas: WHOLE },
  },
  project: ({ metadata, spec, status }) => {
    const owner = controllerOf(metadata);
    return {
      desired: spec?.replicas ?? 1,
      ready: status?.readyReplicas ?? 0,
      updated: status?.updatedReplicas ?? 0,
      ...(spec?.serviceName && { serviceName: spec.serviceName }),
      selector: spec?.selector ?? {},
      template: podTemplate(spec?.template),
      ...(owner && { owner }),
      ...rateTolerance(metadata),
    };
  },
});
