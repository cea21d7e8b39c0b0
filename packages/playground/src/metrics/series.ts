/** One time series as something exposes it. Pure: the past can be asked for at any time. */
export interface MetricSeries {
  name: string;
  labels: Readonly<Record<string, string>>;
  type: 'counter' | 'gauge';
  /** @returns undefined where nobody exposes it at that moment, ms since the epoch */
  valueAt(time: number): number | undefined;
}

type Labels = MetricSeries['labels'];

/** When a series begins and ends, ms since the epoch. */
export interface Lifetime {
  from?: number;
  until?: number;
}

/** A counter that rises evenly from 0 at `since`. */
export function counter(
  name: string,
  labels: Labels,
  perSecond: number,
  since: number,
  { from = since, until = Infinity }: Lifetime = {},
): MetricSeries {
  return {
    name,
    labels: present(labels),
    type: 'counter',
    valueAt: time =>
      time >= from && time < until
        ? (perSecond * (time - since)) / 1000
        : undefined,
  };
}

export function gauge(
  name: string,
  labels: Labels,
  value: number,
  { from = -Infinity, until = Infinity }: Lifetime = {},
): MetricSeries {
  return {
    name,
    labels: present(labels),
    type: 'gauge',
    valueAt: time => (time >= from && time < until ? value : undefined),
  };
}

/**
 * The buckets of a histogram that fills evenly.
 *
 * @param perSecond - by upper bound: observations a second in this bucket alone
 */
export function histogram(
  name: string,
  labels: Labels,
  perSecond: ReadonlyArray<readonly [upperBound: number, rate: number]>,
  since: number,
): MetricSeries[] {
  const bounds = [...perSecond].sort(([a], [b]) => a - b);
  let upToHere = 0;
  const buckets = bounds.map(([bound, rate]) => {
    upToHere += rate;
    return counter(
      `${name}_bucket`,
      { ...labels, le: String(bound) },
      upToHere,
      since,
    );
  });
  return [
    ...buckets,
    counter(`${name}_bucket`, { ...labels, le: '+Inf' }, upToHere, since),
  ];
}

/** To Prometheus, a label with the empty text is no label; Dubbo's `group=""`. */
function present(labels: Labels): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([, value]) => value),
  );
}
