import type {
  DisruptionBudgetFields,
  LabelSelectorFields,
} from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedDisruptionBudget {
  metadata: SelectedMetadata;
  spec?: {
    selector?: LabelSelectorFields;
    minAvailable?: string | number;
    maxUnavailable?: string | number;
  };
  status?: {
    currentHealthy?: number;
    desiredHealthy?: number;
    disruptionsAllowed?: number;
  };
}

export const disruptionBudgets = defineProjection<
  SelectedDisruptionBudget,
  DisruptionBudgetFields
>({
  id: 'poddisruptionbudgets.policy',
  group: 'policy',
  versions: ['v1'],
  plural: 'poddisruptionbudgets',
  kind: 'PodDisruptionBudget',
  namespaced: true,
  fields: {
    spec: { selector: WHOLE, minAvailable: WHOLE, maxUnavailable: WHOLE },
    status: {
      currentHealthy: WHOLE,
      desiredHealthy: WHOLE,
      disruptionsAllowed: WHOLE,
    },
  },
  project: ({ spec, status }) => ({
    selector: spec?.selector ?? {},
    ...(spec?.minAvailable !== undefined && {
      minAvailable: String(spec.minAvailable),
    }),
    ...(spec?.maxUnavailable !== undefined && {
      maxUnavailable: String(spec.maxUnavailable),
    }),
    currentHealthy: status?.currentHealthy ?? 0,
    desiredHealthy: status?.desiredHealthy ?? 0,
    disruptionsAllowed: status?.disruptionsAllowed ?? 0,
  }),
});
