import {
  type Answers,
  type PlacedSample,
  samplesOf,
} from '../../prometheus/answers';
import { endpointKey, known } from '../../prometheus/endpoints';
import { type Application, applicationOf } from './application';
import type { DubboQuestion } from './questions';

/** What one application asks of one interface, in requests a second. */
export interface Consumption {
  consumer: Application;
  /** `interface`, `group/interface:version` */
  service: string;
  interfaceName: string;
  sample: PlacedSample;
  requests: number;
  failed: number;
  notConnected: number;
}

/** Who provides a service, and its slowest method there. */
export interface Provider {
  application: Application;
  p95Ms?: number;
}

/** Dubbo's own way to write it; consumers find providers of exactly the same. */
function serviceOf({ labels }: PlacedSample): string | undefined {
  const { interface: name, group, version } = labels;
  return known(name) === undefined
    ? undefined
    : `${group ? `${group}/` : ''}${name}${version ? `:${version}` : ''}`;
}

export function consumptionsOf(answers: Answers<DubboQuestion>): Consumption[] {
  const all = new Map<string, Consumption>();
  const enter = (
    sample: PlacedSample,
    amount: 'requests' | 'failed' | 'notConnected',
  ) => {
    const consumer = applicationOf(sample);
    const service = serviceOf(sample);
    if (!consumer || !service) {
      return;
    }
    const key = `${endpointKey(consumer)} ${service}`;
    const consumption = all.get(key) ?? {
      consumer,
      service,
      interfaceName: sample.labels.interface!,
      sample,
      requests: 0,
      failed: 0,
      notConnected: 0,
    };
    consumption[amount] += sample.value;
    all.set(key, consumption);
  };
  samplesOf(answers.consumed).forEach(it => enter(it, 'requests'));
  samplesOf(answers.consumedFailed).forEach(it => enter(it, 'failed'));
  samplesOf(answers.notConnected).forEach(it => enter(it, 'notConnected'));
  samplesOf(answers.noProvider).forEach(it => enter(it, 'notConnected'));
  return [...all.values()];
}

/** By service. */
export function providersOf(
  answers: Answers<DubboQuestion>,
): Map<string, Provider[]> {
  const slowest = new Map<string, number>();
  const keyOf = (application: Application, service: string) =>
    `${endpointKey(application)} ${service}`;
  for (const sample of samplesOf(answers.providedP95)) {
    const application = applicationOf(sample);
    const service = serviceOf(sample);
    if (application && service) {
      slowest.set(keyOf(application, service), sample.value);
    }
  }
  const providers = new Map<string, Provider[]>();
  for (const sample of samplesOf(answers.provided)) {
    const application = applicationOf(sample);
    const service = serviceOf(sample);
    if (application && service) {
      const p95Ms = slowest.get(keyOf(application, service));
      providers.set(service, [
        ...(providers.get(service) ?? []),
        { application, ...(p95Ms !== undefined && { p95Ms }) },
      ]);
    }
  }
  return providers;
}

/**
 * Staging and production provide the same interfaces, each to its own: where
 * the consumer's own cluster has providers, those of others are not meant; the
 * same for its namespace, when the same application runs in several.
 */
export function nearest(
  providers: Provider[],
  consumer: Application,
): Provider[] {
  const at = (place: 'cluster' | 'namespace', among: Provider[]) => {
    const here = among.filter(
      ({ application }) =>
        consumer[place] !== undefined && application[place] === consumer[place],
    );
    return here.length > 0 ? here : among;
  };
  const inCluster = at('cluster', providers);
  const names = new Set(inCluster.map(({ application }) => application.name));
  return names.size === 1 ? at('namespace', inCluster) : inCluster;
}
