import type { AutoscalerFields } from '@panorama/plugin-fleet-node';
import {
  CONDITION_FIELDS,
  conditionsOf,
  type SelectedCondition,
} from '../conditions';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedAutoscaler {
  metadata: SelectedMetadata;
  spec?: {
    scaleTargetRef?: { kind?: string; name?: string };
    minReplicas?: number;
    maxReplicas?: number;
  };
  status?: {
    currentReplicas?: number;
    desiredReplicas?: number;
    conditions?: SelectedCondition[];
  };
}

export const autoscalers = defineProjection<
  SelectedAutoscaler,
  AutoscalerFields
>({
  id: 'horizontalpodautoscalers.autoscaling',
  group: 'autoscaling',
  versions: ['v2', 'v1'],
  plural: 'horizontalpodautoscalers',
  kind: 'HorizontalPodAutoscaler',
  namespaced: true,
  fields: {
    spec: {
      scaleTargetRef: { kind: WHOLE, name: WHOLE },
      minReplicas: WHOLE,
      maxReplicas: WHOLE,
    },
    status: {
      currentReplicas: WHOLE,
      desiredReplicas: WHOLE,
      conditions: CONDITION_FIELDS,
    },
  },
  project: ({ spec, status }) => ({
    target: {
      kind: spec?.scaleTargetRef?.kind ?? '',
      name: spec?.scaleTargetRef?.name ?? '',
    },
    min: spec?.minReplicas ?? 1,
    max: spec?.maxReplicas ?? 0,
    current: status?.currentReplicas ?? 0,
    desired: status?.desiredReplicas ?? 0,
    conditions: conditionsOf(status?.conditions),
  }),
});
