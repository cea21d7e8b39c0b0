import type {
  DaemonSetFields,
  LabelSelectorFields,
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

interface SelectedDaemonSet {
  metadata: SelectedMetadata;
  spec?: { selector?: LabelSelectorFields; template?: SelectedTemplate };
  status?: {
    desiredNumberScheduled?: number;
    numberReady?: number;
    updatedNumberScheduled?: number;
    numberUnavailable?: number;
  };
}

/** How many are desired depends on the nodes: only the status knows. */
export const daemonSets = defineProjection<SelectedDaemonSet, DaemonSetFields>({
  id: 'daemonsets.apps',
  group: 'apps',
  versions: ['v1'],
  plural: 'daemonsets',
  kind: 'DaemonSet',
  namespaced: true,
  fields: {
    metadata: RATE_TOLERANCE_FIELDS,
    spec: { selector: WHOLE, template: POD_TEMPLATE_FIELDS },
    status: {
      desiredNumberScheduled: WHOLE,
      numberReady: WHOLE,
      updatedNumberScheduled: WHOLE,
      numberUnavailable: WHOLE,
    },
  },
  project: ({ metadata, spec, status }) => {
    const owner = controllerOf(metadata);
    return {
      desired: status?.desiredNumberScheduled ?? 0,
      ready: status?.numberReady ?? 0,
      updated: status?.updatedNumberScheduled ?? 0,
      unavailable: status?.numberUnavailable ?? 0,
      selector: spec?.selector ?? {},
      template: podTemplate(spec?.template),
      ...(owner && { owner }),
      ...rateTolerance(metadata),
    };
  },
});
