import type { PrometheusSettings, PrometheusSourceId } from './config';

/** `rate` needs two scrapes; five minutes hold them at every usual interval. */
export const RATE_WINDOW = '5m';
export const WINDOW_SECONDS = 300;

/** One PromQL query for the whole estate. */
export interface Question {
  promql: string;
  /** Metric that has series wherever the source is in use; coverage names it when there are none. */
  restsOn?: string;
}

/** The parts of a question that follow from the configuration. */
export interface Phrases {
  /** A metric's name as this Prometheus has it: with the prefix of recording rules. */
  metric(name: string): string;
  /** Matchers to append to those of a selector: `,cluster=~"prod|edge"`, or nothing. */
  andCluster: string;
  /** The same, alone in its braces: `{cluster=~"prod|edge"}`, or nothing. */
  ofCluster: string;
  /** Labels to append to those of a grouping: `, cluster`, or nothing. */
  byCluster: string;
}

export function phrasesOf(
  settings: PrometheusSettings,
  source: PrometheusSourceId,
): Phrases {
  const { clusterLabel, clusters, clusterNames, metricPrefix } = settings;
  const values = clusters.flatMap(cluster => {
    const renamed = Object.entries(clusterNames).flatMap(([value, name]) =>
      name === cluster ? [value] : [],
    );
    return [cluster, ...renamed];
  });
  const matcher =
    clusterLabel && values.length > 0
      ? `${clusterLabel}=~${JSON.stringify(values.map(escaped).join('|'))}`
      : '';
  return {
    metric: name => `${metricPrefix[source] ?? ''}${name}`,
    andCluster: matcher && `,${matcher}`,
    ofCluster: matcher && `{${matcher}}`,
    byCluster: clusterLabel ? `, ${clusterLabel}` : '',
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
