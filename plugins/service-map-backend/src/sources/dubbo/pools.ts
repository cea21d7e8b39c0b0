import type { HealthFinding } from '@panorama/plugin-service-map-common';
import {
  type Answers,
  type PlacedSample,
  samplesOf,
} from '../../prometheus/answers';
import { endpointKey } from '../../prometheus/endpoints';
import type { DubboQuestion } from './questions';
import { type Application, applicationOf } from './application';

/** Beyond that a burst has nowhere to go. */
const POOL_USED_RATIO = 0.8;

export interface PoolReport {
  application: Application;
  sample: PlacedSample;
  findings: HealthFinding[];
}

/** What the fullest thread pool of each application says. */
export function poolFindings(answers: Answers<DubboQuestion>): PoolReport[] {
  const byApplication = (question: 'poolMax' | 'poolRejected') =>
    new Map(
      samplesOf(answers[question]).flatMap(sample => {
        const application = applicationOf(sample);
        return application
          ? [[endpointKey(application), sample.value] as const]
          : [];
      }),
    );
  const max = byApplication('poolMax');
  const rejected = byApplication('poolRejected');
  return samplesOf(answers.poolUsed).flatMap(sample => {
    const application = applicationOf(sample);
    if (!application) {
      return [];
    }
    const key = endpointKey(application);
    const rejects = Math.round(rejected.get(key) ?? 0);
    const size = max.get(key);
    const isExhausted = sample.value > POOL_USED_RATIO || rejects > 0;
    const findings: HealthFinding[] =
      isExhausted && size !== undefined
        ? [
            {
              code: 'pool-exhausted',
              level: 'degraded',
              numbers: {
                active: Math.round(sample.value * size),
                max: size,
                rejected: rejects,
              },
              texts: {},
              source: 'dubbo',
            },
          ]
        : [];
    return [{ application, sample, findings }];
  });
}
