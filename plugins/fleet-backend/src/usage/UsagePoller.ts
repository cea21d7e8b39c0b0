import { ListSplitter } from '../decode/splitEvents';
import { cpuMillicores, memoryBytes } from '../decode/quantity';
import { Selection, selectJson, WHOLE } from '../decode/selectJson';
import type { PodColumns } from '../inventory/PodColumns';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';
import type { Clock } from '../watch/Clock';
import { expectJson } from '../watch/readAnswer';
import type { WatchTransport } from '../watch/transport';

/** metrics-server measures every 15 to 60 s; asking more often brings nothing new. */
export const USAGE_INTERVAL_MS = 30_000;

const USAGE_TIMEOUT_MS = 25_000;

const PATH = '/apis/metrics.k8s.io/v1beta1/pods';

const POD_METRICS = new Selection({
  metadata: { name: WHOLE, namespace: WHOLE },
  containers: [{ usage: { cpu: WHOLE, memory: WHOLE } }],
});

interface PodMetrics {
  metadata: { name: string; namespace: string };
  containers?: Array<{ usage?: { cpu?: string; memory?: string } }>;
}

export interface PodUsage {
  cpuMillicores: number;
  memoryBytes: number;
}

export interface UsagePollerOptions {
  cluster: number;
  transport: WatchTransport;
  clock: Clock;
  columns: PodColumns;
  reader: PodColumnsReader;
  onAvailable: (hasUsage: boolean) => void;
}

/**
 * Asks metrics.k8s.io for all pods of a cluster at once; there is no watch for
 * metrics. Without an answer the pods have no usage, which is not zero usage.
 */
export class UsagePoller {
  constructor(private readonly options: UsagePollerOptions) {}

  async run(signal: AbortSignal): Promise<void> {
    const { clock, columns, cluster } = this.options;
    // Clusters of one start spread over the interval.
    await clock.sleep(clock.random() * SPREAD_MS, signal);
    for (;;) {
      const startedAt = clock.now();
      const usage = await this.#read(signal).catch(() => undefined);
      signal.throwIfAborted();
      this.options.onAvailable(usage !== undefined);
      columns.setUsage(cluster, slot => usage?.get(this.#keyOf(slot)));
      const left = startedAt + USAGE_INTERVAL_MS - clock.now();
      await clock.sleep(Math.max(1000, left), signal);
    }
  }

  #keyOf(slot: number): string {
    const { reader } = this.options;
    return `${reader.columns.namespace[slot]}/${reader.name(slot)}`;
  }

  async #read(signal: AbortSignal): Promise<Map<string, PodUsage>> {
    const { transport, reader, cluster } = this.options;
    const clusterName = reader.cluster(cluster);
    const usage = new Map<string, PodUsage>();
    const splitter = new ListSplitter((buffer, start, end) => {
      const { metadata, containers } = selectJson<PodMetrics>(
        buffer,
        start,
        end,
        POD_METRICS,
      );
      const namespaceId = reader.namespaceId(clusterName, metadata.namespace);
      if (namespaceId !== undefined) {
        usage.set(
          `${namespaceId}/${metadata.name}`,
          sumUsage(containers ?? []),
        );
      }
    });
    const answer = await expectJson(
      await transport.get({
        path: PATH,
        gzip: true,
        signal: AbortSignal.any([
          signal,
          AbortSignal.timeout(USAGE_TIMEOUT_MS),
        ]),
      }),
      transport.host,
    );
    for await (const chunk of answer.body) {
      splitter.push(chunk);
    }
    if (!splitter.isComplete()) {
      throw new Error('the list of metrics broke off');
    }
    return usage;
  }
}

/** The first poll waits for the first list of pods, which takes about this long. */
const SPREAD_MS = 5_000;

/** Containers without a value count as nothing; a pod has at least one that has. */
export function sumUsage(
  containers: NonNullable<PodMetrics['containers']>,
): PodUsage {
  let cpu = 0;
  let memory = 0;
  for (const { usage } of containers) {
    // metrics-server writes nanocores; parse first, round once.
    cpu += cpuMillicores(usage?.cpu) ?? 0;
    memory += memoryBytes(usage?.memory) ?? 0;
  }
  return { cpuMillicores: cpu, memoryBytes: memory };
}
