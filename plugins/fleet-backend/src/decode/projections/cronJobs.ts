import type { CronJobFields } from '@panorama/plugin-fleet-node';
import {
  POD_TEMPLATE_FIELDS,
  podTemplate,
  type SelectedTemplate,
} from '../podTemplate';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';
import { timeMs } from '../time';

interface SelectedCronJob {
  metadata: SelectedMetadata;
  spec?: {
    schedule?: string;
    timeZone?: string;
    suspend?: boolean;
    jobTemplate?: { spec?: { template?: SelectedTemplate } };
  };
  status?: {
    active?: Array<{ name?: string }>;
    lastScheduleTime?: string;
    lastSuccessfulTime?: string;
  };
}

export const cronJobs = defineProjection<SelectedCronJob, CronJobFields>({
  id: 'cronjobs.batch',
  group: 'batch',
  versions: ['v1'],
  plural: 'cronjobs',
  kind: 'CronJob',
  namespaced: true,
  fields: {
    spec: {
      schedule: WHOLE,
      timeZone: WHOLE,
      suspend: WHOLE,
      jobTemplate: { spec: { template: POD_TEMPLATE_FIELDS } },
    },
    status: {
      active: [{ name: WHOLE }],
      lastScheduleTime: WHOLE,
      lastSuccessfulTime: WHOLE,
    },
  },
  project: ({ spec, status }) => {
    const lastScheduledAt = timeMs(status?.lastScheduleTime);
    const lastSucceededAt = timeMs(status?.lastSuccessfulTime);
    return {
      schedule: spec?.schedule ?? '',
      ...(spec?.timeZone && { timeZone: spec.timeZone }),
      suspended: spec?.suspend ?? false,
      active: status?.active?.length ?? 0,
      ...(lastScheduledAt !== undefined && { lastScheduledAt }),
      ...(lastSucceededAt !== undefined && { lastSucceededAt }),
      template: podTemplate(spec?.jobTemplate?.spec?.template),
    };
  },
});
