import type { UsageStatus } from '@panorama/plugin-fleet-common';
import type { PodColumns } from '../inventory/PodColumns';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';
import type { Clock } from '../watch/Clock';
import type { WatchTransport } from '../watch/transport';
import { MetricsServerSource } from './MetricsServerSource';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusSource } from './PrometheusSource';
import { UsagePoller } from './UsagePoller';
import type { Usage, UsageSettings, UsageSource } from './UsageSource';

export interface PollUsageOptions {
  settings: UsageSettings;
  /** Numbers of pods that are not there yet would be lost until the next reading. */
  listed: Promise<void>;
  /** Id in the columns. */
  cluster: number;
  transport: WatchTransport;
  clock: Clock;
  columns: PodColumns;
  reader: PodColumnsReader;
  onNodes: (usage: ReadonlyMap<string, Usage> | undefined) => void;
  onStatus: (status: UsageStatus) => void;
  onFailure?: () => void;
}

/** Keeps the usage of a cluster's pods in the columns until the signal aborts. */
export async function pollUsage(
  options: PollUsageOptions,
  signal: AbortSignal,
): Promise<void> {
  const { settings, columns, reader, cluster } = options;
  const { prometheus } = settings;
  const client = prometheus && new PrometheusClient(prometheus);
  const sources: UsageSource[] = [
    ...(client ? [new PrometheusSource(client, prometheus.labels)] : []),
    new MetricsServerSource(options.transport),
  ];
  const keyOf = (slot: number) => {
    const { name } = reader.namespace(reader.columns.namespace[slot]);
    return `${name}/${reader.name(slot)}`;
  };
  try {
    await unlessAborted(options.listed, signal);
    await new UsagePoller({
      ...options,
      sources,
      intervalMs: settings.intervalMs,
      onPods: usage =>
        columns.setUsage(cluster, slot => usage?.get(keyOf(slot))),
    }).run(signal);
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  } finally {
    await client?.close();
  }
}

function unlessAborted(
  promise: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
    promise.then(resolve, reject);
  });
}
