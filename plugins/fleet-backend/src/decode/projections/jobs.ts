import type { JobFields } from '@panorama/plugin-fleet-node';
import {
  CONDITION_FIELDS,
  conditionsOf,
  type SelectedCondition,
} from '../conditions';
import { controllerOf } from '../podFacts';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';
import { timeMs } from '../time';

interface SelectedJob {
  metadata: SelectedMetadata;
  spec?: { completions?: number; parallelism?: number; suspend?: boolean };
  status?: {
    active?: number;
    ready?: number;
    succeeded?: number;
    failed?: number;
    startTime?: string;
    completionTime?: string;
    conditions?: SelectedCondition[];
  };
}

export const jobs = defineProjection<SelectedJob, JobFields>({
  id: 'jobs.batch',
  group: 'batch',
  versions: ['v1'],
  plural: 'jobs',
  kind: 'Job',
  namespaced: true,
  fields: {
    spec: { completions: WHOLE, parallelism: WHOLE, suspend: WHOLE },
    status: {
      active: WHOLE,
      ready: WHOLE,
      succeeded: WHOLE,
      failed: WHOLE,
      startTime: WHOLE,
      completionTime: WHOLE,
      conditions: CONDITION_FIELDS,
    },
  },
  project: ({ metadata, spec, status }) => {
    const owner = controllerOf(metadata);
    const startedAt = timeMs(status?.startTime);
    const completedAt = timeMs(status?.completionTime);
    return {
      // Without completions any one success ends the Job.
      desired: spec?.completions ?? spec?.parallelism ?? 1,
      ready: status?.ready ?? 0,
      active: status?.active ?? 0,
      succeeded: status?.succeeded ?? 0,
      failed: status?.failed ?? 0,
      suspended: spec?.suspend ?? false,
      ...(startedAt !== undefined && { startedAt }),
      ...(completedAt !== undefined && { completedAt }),
      conditions: conditionsOf(status?.conditions),
      ...(owner && { owner }),
    };
  },
});
