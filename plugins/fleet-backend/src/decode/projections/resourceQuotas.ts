import type { ResourceQuotaFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedResourceQuota {
  metadata: SelectedMetadata;
  spec?: {
    hard?: Record<string, string>;
    scopes?: string[];
    scopeSelector?: { matchExpressions?: ResourceQuotaFields['scopeSelector'] };
  };
  status?: { hard?: Record<string, string>; used?: Record<string, string> };
}

export const resourceQuotas = defineProjection<
  SelectedResourceQuota,
  ResourceQuotaFields
>({
  id: 'resourcequotas',
  group: '',
  versions: ['v1'],
  plural: 'resourcequotas',
  kind: 'ResourceQuota',
  namespaced: true,
  fields: {
    spec: { hard: WHOLE, scopes: WHOLE, scopeSelector: WHOLE },
    status: { hard: WHOLE, used: WHOLE },
  },
  project: ({ spec, status }) => ({
    hard: spec?.hard ?? {},
    statusHard: status?.hard ?? {},
    used: status?.used ?? {},
    scopes: spec?.scopes ?? [],
    scopeSelector: spec?.scopeSelector?.matchExpressions ?? [],
  }),
});
