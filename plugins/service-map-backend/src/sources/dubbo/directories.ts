import type { HealthFinding } from '@panorama/plugin-service-map-common';
import { type Answers, samplesOf } from '../../prometheus/answers';
import { endpointKey } from '../../prometheus/endpoints';
import type { DubboQuestion } from './questions';
import { type Application, applicationOf } from './application';

/** Fewer than that and the rest carries more than it was made for. */
const VALID_RATIO = 0.5;

/** Providers as consumers see them, all instances of a consumer together. */
type Directories = ReadonlyMap<string, { valid: number; all: number }>;

const keyOf = (consumer: Application, interfaceName: string) =>
  `${endpointKey(consumer)} ${interfaceName}`;

/** By consumer and interface; only where both counts are known. */
export function directoriesOf(answers: Answers<DubboQuestion>): Directories {
  const valid = new Map<string, number>();
  const directories = new Map<string, { valid: number; all: number }>();
  for (const sample of samplesOf(answers.directoryValid)) {
    const consumer = applicationOf(sample);
    if (consumer && sample.labels.interface) {
      valid.set(keyOf(consumer, sample.labels.interface), sample.value);
    }
  }
  for (const sample of samplesOf(answers.directoryAll)) {
    const consumer = applicationOf(sample);
    const key =
      consumer &&
      sample.labels.interface &&
      keyOf(consumer, sample.labels.interface);
    const count = key ? valid.get(key) : undefined;
    if (key && count !== undefined) {
      directories.set(key, { valid: count, all: sample.value });
    }
  }
  return directories;
}

/** A consumer that can use less than half of the providers it was told of. */
export function fewValidProviders(
  directories: Directories,
  consumer: Application,
  interfaceName: string,
): HealthFinding[] {
  const seen = directories.get(keyOf(consumer, interfaceName));
  if (!seen || seen.all === 0 || seen.valid / seen.all >= VALID_RATIO) {
    return [];
  }
  return [
    {
      code: 'few-valid-providers',
      level: seen.valid === 0 ? 'down' : 'degraded',
      numbers: seen,
      texts: {},
      source: 'dubbo',
    },
  ];
}
