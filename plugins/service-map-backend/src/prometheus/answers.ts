import type { PrometheusSettings } from './config';
import type { Sample } from './instantVector';

/** A sample, and what the configuration says about where it is from. */
export interface PlacedSample extends Sample {
  /** Of the fleet; absent where neither label nor configuration names one. */
  cluster?: string;
  /** As `serviceMap.prometheus[].name`. */
  prometheus: string;
}

/** What all Prometheus together answered to one question. */
export interface Answer {
  samples: readonly PlacedSample[];
  /** Those that answered; what others hold is not known. */
  by: ReadonlySet<string>;
}

/** By question; absent where nobody answered. */
export type Answers<Q extends string> = Readonly<Partial<Record<Q, Answer>>>;

/** No samples for a question that nobody answered. */
export function samplesOf(answer: Answer | undefined): readonly PlacedSample[] {
  return answer?.samples ?? [];
}

/** Whether the Prometheus that `sample` is from answered: only then does silence mean zero. */
export function isAnsweredBeside(
  answer: Answer | undefined,
  sample: Pick<PlacedSample, 'prometheus'>,
): boolean {
  return answer?.by.has(sample.prometheus) ?? false;
}

/**
 * Says of each sample which cluster it is from. Those of clusters that the
 * entry does not name are left out.
 */
export function place(
  samples: readonly Sample[],
  settings: Pick<
    PrometheusSettings,
    'name' | 'clusters' | 'clusterLabel' | 'clusterNames'
  >,
): PlacedSample[] {
  const { name, clusters, clusterLabel, clusterNames } = settings;
  const only = clusters.length === 1 ? clusters[0] : undefined;
  return samples.flatMap(sample => {
    const value = clusterLabel ? sample.labels[clusterLabel] : undefined;
    const cluster = value ? clusterNames[value] ?? value : only;
    const isCovered =
      clusters.length === 0 ||
      (cluster !== undefined && clusters.includes(cluster));
    return isCovered
      ? [{ ...sample, prometheus: name, ...(cluster && { cluster }) }]
      : [];
  });
}
