import type { LimitRangeFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedLimitRange {
  metadata: SelectedMetadata;
  spec?: { limits?: LimitRangeFields['limits'] };
}

export const limitRanges = defineProjection<
  SelectedLimitRange,
  LimitRangeFields
>({
  id: 'limitranges',
  group: '',
  versions: ['v1'],
  plural: 'limitranges',
  kind: 'LimitRange',
  namespaced: true,
  fields: { spec: { limits: WHOLE } },
  project: ({ spec }) => ({ limits: spec?.limits ?? [] }),
});
