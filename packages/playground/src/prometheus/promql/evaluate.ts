import type { MetricSeries } from '../../metrics/series';
import { bucketQuantile, extrapolatedIncrease, type Point } from './functions';
import type { Aggregator, Expression, Matcher, Selector } from './syntax';

/** One series of an instant vector; `__name__` where the metric is still known. */
export interface VectorSample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** When the series were scraped; Prometheus knows no other moments. */
export interface ScrapeTimes {
  /** Scrapes happen at the multiples of it, ms. */
  intervalMs: number;
}

/** How old a value may be, ms (`--query.lookback-delta`). */
const LOOKBACK_MS = 5 * 60_000;

/** Evaluates at one moment, ms since the epoch, what Prometheus would have scraped until then. */
export function evaluate(
  expression: Expression,
  series: readonly MetricSeries[],
  time: number,
  scrapes: ScrapeTimes,
): VectorSample[] {
  const inner = (part: Expression) => evaluate(part, series, time, scrapes);
  switch (expression.type) {
    case 'selector':
      return selected(expression, series).flatMap(one => {
        const last = pointsOf(one, time - LOOKBACK_MS, time, scrapes).at(-1);
        return last ? [{ labels: allLabels(one), value: last[1] }] : [];
      });
    case 'change': {
      const { selector, rangeMs } = expression.of;
      const divisor = expression.function === 'rate' ? rangeMs / 1000 : 1;
      return selected(selector, series).flatMap(one => {
        const from = time - rangeMs;
        const increase = extrapolatedIncrease(
          pointsOf(one, from, time, scrapes),
          from,
          time,
        );
        return increase === undefined
          ? []
          : [{ labels: one.labels, value: increase / divisor }];
      });
    }
    case 'aggregation':
      return aggregate(
        expression.operator,
        expression.by,
        inner(expression.of),
      );
    case 'quantile':
      return quantiles(expression.quantile, inner(expression.of));
    case 'comparison': {
      const { operator, right } = expression;
      return inner(expression.left).filter(({ value }) =>
        COMPARE[operator](value, right),
      );
    }
    case 'division': {
      const right = new Map(
        inner(expression.right).map(it => [keyOf(it), it.value]),
      );
      return inner(expression.left).flatMap(sample => {
        const divisor = right.get(keyOf(sample));
        return divisor === undefined
          ? []
          : [
              {
                labels: nameless(sample.labels),
                value: sample.value / divisor,
              },
            ];
      });
    }
    case 'or': {
      const left = inner(expression.left);
      const taken = new Set(left.map(keyOf));
      return [
        ...left,
        ...inner(expression.right).filter(it => !taken.has(keyOf(it))),
      ];
    }
    default:
      throw new TypeError(`unknown expression ${JSON.stringify(expression)}`);
  }
}

const COMPARE = {
  '==': (a: number, b: number) => a === b,
  '>': (a: number, b: number) => a > b,
  '<': (a: number, b: number) => a < b,
};

function allLabels({ name, labels }: MetricSeries) {
  return { __name__: name, ...labels };
}

function nameless(labels: VectorSample['labels']): VectorSample['labels'] {
  const { __name__: _, ...rest } = labels;
  return rest;
}

/** Binary operators match by all labels but the name. */
function keyOf({ labels }: VectorSample): string {
  return JSON.stringify(
    Object.entries(nameless(labels)).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function selected(
  { matchers }: Selector,
  series: readonly MetricSeries[],
): MetricSeries[] {
  const tests = matchers.map(testOf);
  return series.filter(one => {
    const labels: Record<string, string | undefined> = allLabels(one);
    return tests.every(test => test(labels));
  });
}

/** An absent label is the empty text, and expressions match as a whole. */
function testOf({ label, operator, value }: Matcher) {
  const pattern = new RegExp(`^(?:${value})$`);
  return (labels: Record<string, string | undefined>) => {
    const text = labels[label] ?? '';
    switch (operator) {
      case '=':
        return text === value;
      case '!=':
        return text !== value;
      case '=~':
        return pattern.test(text);
      default:
        return !pattern.test(text);
    }
  };
}

function pointsOf(
  one: MetricSeries,
  from: number,
  to: number,
  { intervalMs }: ScrapeTimes,
): Point[] {
  const points: Point[] = [];
  for (
    let time = Math.ceil(from / intervalMs) * intervalMs;
    time <= to;
    time += intervalMs
  ) {
    const value = one.valueAt(time);
    if (value !== undefined) {
      points.push([time, value]);
    }
  }
  return points;
}

const AGGREGATE: Record<Aggregator, (values: number[]) => number> = {
  sum: values => values.reduce((total, value) => total + value, 0),
  min: values => Math.min(...values),
  max: values => Math.max(...values),
  count: values => values.length,
  group: () => 1,
};

function aggregate(
  operator: Aggregator,
  by: readonly string[],
  samples: readonly VectorSample[],
): VectorSample[] {
  const groups = new Map<
    string,
    { labels: VectorSample['labels']; values: number[] }
  >();
  for (const { labels, value } of samples) {
    const kept = by
      .filter(label => labels[label])
      .map(label => [label, labels[label]] as const);
    const key = JSON.stringify(kept);
    const group = groups.get(key) ?? {
      labels: Object.fromEntries(kept),
      values: [] as number[],
    };
    group.values.push(value);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels, values }) => ({
    labels,
    value: AGGREGATE[operator](values),
  }));
}

function quantiles(
  quantile: number,
  samples: readonly VectorSample[],
): VectorSample[] {
  const histograms = new Map<
    string,
    { labels: VectorSample['labels']; buckets: Array<[number, number]> }
  >();
  for (const { labels, value } of samples) {
    const { le, ...rest } = nameless(labels);
    if (le === undefined) {
      continue;
    }
    const key = keyOf({ labels: rest, value });
    const histogram = histograms.get(key) ?? { labels: rest, buckets: [] };
    histogram.buckets.push([le === '+Inf' ? Infinity : Number(le), value]);
    histograms.set(key, histogram);
  }
  return [...histograms.values()].map(({ labels, buckets }) => ({
    labels,
    value: bucketQuantile(quantile, buckets),
  }));
}
