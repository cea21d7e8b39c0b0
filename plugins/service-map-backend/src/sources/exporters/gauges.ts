import type { TechnologyId } from '@panorama/plugin-service-map-common';
import {
  type Answers,
  type PlacedSample,
  samplesOf,
} from '../../prometheus/answers';
import { endpointKey } from '../../prometheus/endpoints';
import { productOf } from './products';
import type { ExporterQuestion } from './questions';
import { type Target, targetOf } from './target';

/** One value of one server; labels beyond the target's tell values apart. */
export interface Gauge {
  metric: string;
  labels: PlacedSample['labels'];
  value: number;
}

/** Everything that exporters say about one server. */
export interface Server {
  target: Target;
  product: TechnologyId;
  prometheus: string;
  gauges: Partial<Record<ExporterQuestion, Gauge[]>>;
}

/** Sorts answers by the server that they are about. */
export function serversOf(answers: Answers<ExporterQuestion>): Server[] {
  const servers = new Map<string, Server>();
  for (const question of Object.keys(answers) as ExporterQuestion[]) {
    for (const sample of samplesOf(answers[question])) {
      const metric = sample.labels.__name__;
      const product = productOf(metric);
      const target = product && targetOf(sample, product);
      if (!metric || !product || !target) {
        continue;
      }
      const key = `${product} ${endpointKey(target.endpoint)}`;
      const server: Server = servers.get(key) ?? {
        target,
        product,
        prometheus: sample.prometheus,
        gauges: {},
      };
      servers.set(key, server);
      (server.gauges[question] ??= []).push({
        metric,
        labels: sample.labels,
        value: sample.value,
      });
    }
  }
  return [...servers.values()];
}

/** The sum of a metric's values; undefined where there are none. */
export function sumOf(
  gauges: readonly Gauge[] | undefined,
  metric: string,
  matches: (labels: PlacedSample['labels']) => boolean = () => true,
): number | undefined {
  const values = (gauges ?? []).filter(
    gauge => gauge.metric === metric && matches(gauge.labels),
  );
  return values.length > 0
    ? values.reduce((total, { value }) => total + value, 0)
    : undefined;
}

/** Values of two metrics that belong together by a label: used and max of each node. */
export function pairsOf(
  gauges: readonly Gauge[] | undefined,
  first: string,
  second: string,
  keyOf: (labels: PlacedSample['labels']) => string,
): Array<{ first: number; second: number }> {
  const seconds = new Map(
    (gauges ?? [])
      .filter(({ metric }) => metric === second)
      .map(({ labels, value }) => [keyOf(labels), value]),
  );
  return (gauges ?? []).flatMap(({ metric, labels, value }) => {
    const other = seconds.get(keyOf(labels));
    return metric === first && other !== undefined
      ? [{ first: value, second: other }]
      : [];
  });
}
