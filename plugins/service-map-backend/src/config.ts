import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  readPrometheusConfig,
  type PrometheusSettings,
} from './prometheus/config';

const LEAST_SECONDS = 5;
const MOST_SECONDS = 600;
const DEFAULT_SECONDS = 30;

export interface ServiceMapConfig {
  /** From the start of one build to the start of the next, s. */
  refreshSeconds: number;
  prometheus: PrometheusSettings[];
}

/** @throws InputError with the path of the option and what would be right. */
export function readServiceMapConfig(config: Config): ServiceMapConfig {
  const refreshSeconds =
    config.getOptionalNumber('serviceMap.refreshSeconds') ?? DEFAULT_SECONDS;
  if (refreshSeconds < LEAST_SECONDS || refreshSeconds > MOST_SECONDS) {
    throw new InputError(
      `serviceMap.refreshSeconds must be from ${LEAST_SECONDS} to ${MOST_SECONDS} seconds (got ${refreshSeconds})`,
    );
  }
  return { refreshSeconds, prometheus: readPrometheusConfig(config) };
}
