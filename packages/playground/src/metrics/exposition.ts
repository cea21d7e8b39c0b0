import type { MetricSeries } from './series';

/** What `Content-Type` says of `exposition`. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** All series at one moment in Prometheus' text format, as an exporter answers a scrape. */
export function exposition(
  series: Iterable<MetricSeries>,
  time: number,
): string {
  const lines: string[] = [];
  for (const [name, members] of byName(series)) {
    const samples = members.flatMap(member => {
      const value = member.valueAt(time);
      return value === undefined ? [] : [`${head(member)} ${number(value)}`];
    });
    if (samples.length > 0) {
      lines.push(`# TYPE ${name} ${typeOf(members[0])}`, ...samples);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** What a Prometheus would have scraped, and when. */
export interface Scrapes {
  /** ms since the epoch; the first and the last scrape. */
  from: number;
  to: number;
  intervalMs: number;
}

/**
 * All scrapes of a while in OpenMetrics, for `promtool tsdb create-blocks-from
 * openmetrics`. Without types: OpenMetrics wants names of counters to end in
 * `_total`, and not everybody's do.
 */
export function openMetrics(
  series: Iterable<MetricSeries>,
  { from, to, intervalMs }: Scrapes,
): string {
  const lines: string[] = [];
  for (const [, members] of byName(series)) {
    for (const member of members) {
      const start = head(member);
      for (let time = from; time <= to; time += intervalMs) {
        const value = member.valueAt(time);
        if (value !== undefined) {
          lines.push(`${start} ${number(value)} ${time / 1000}`);
        }
      }
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

/** Series of one name stand together in both formats. */
function byName(series: Iterable<MetricSeries>): Map<string, MetricSeries[]> {
  const names = new Map<string, MetricSeries[]>();
  for (const one of series) {
    const members = names.get(one.name) ?? [];
    members.push(one);
    names.set(one.name, members);
  }
  return names;
}

/** A bucket alone is no histogram to a parser that looks for its sum. */
function typeOf({ type, name }: MetricSeries): string {
  return name.endsWith('_bucket') ? 'untyped' : type;
}

function head({ name, labels }: MetricSeries): string {
  const pairs = Object.entries(labels).map(
    ([label, value]) => `${label}="${escaped(value)}"`,
  );
  return pairs.length > 0 ? `${name}{${pairs.join(',')}}` : name;
}

function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}

function number(value: number): string {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  return Number.isFinite(value) ? String(value) : `${value > 0 ? '+' : '-'}Inf`;
}
