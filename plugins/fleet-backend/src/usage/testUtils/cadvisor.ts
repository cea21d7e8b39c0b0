/** One series of cAdvisor, with a value every 30 s. */
export interface Series {
  metric:
    | 'container_memory_working_set_bytes'
    | 'container_cpu_usage_seconds_total';
  labels: Record<string, string>;
  /** Of the sample at `seconds`; counters count seconds of CPU. */
  value: (seconds: number) => number;
  /** How many samples, the last one now; one is too few for a rate. */
  samples?: number;
}

const INTERVAL_SECONDS = 30;

export const memory = (
  labels: Record<string, string>,
  bytes: number,
): Series => ({
  metric: 'container_memory_working_set_bytes',
  labels,
  value: () => bytes,
});

export const cpu = (
  labels: Record<string, string>,
  cores: number,
  more: Partial<Series> = {},
): Series => ({
  metric: 'container_cpu_usage_seconds_total',
  labels,
  value: seconds => seconds * cores,
  ...more,
});

/** OpenMetrics text of ten minutes that end at `nowSeconds`. */
export function openMetrics(series: Series[], nowSeconds: number): string {
  const families = new Map<string, string[]>();
  for (const { metric, labels, value, samples = 20 } of series) {
    const lines = families.get(metric) ?? [];
    families.set(metric, lines);
    const text = Object.entries(labels)
      .map(([name, label]) => `${name}=${JSON.stringify(label)}`)
      .join(',');
    for (let back = samples - 1; back >= 0; back -= 1) {
      const seconds = nowSeconds - back * INTERVAL_SECONDS;
      const elapsed = 10_000 - back * INTERVAL_SECONDS;
      lines.push(`${metric}{${text}} ${value(elapsed)} ${seconds}`);
    }
  }
  const types = [...families].flatMap(([metric, lines]) => [
    `# TYPE ${metric} ${metric.endsWith('_bytes') ? 'gauge' : 'unknown'}`,
    ...lines,
  ]);
  return `${types.join('\n')}\n# EOF\n`;
}
