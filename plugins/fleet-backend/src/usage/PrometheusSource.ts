import type { Sample } from './instantVector';
import type { PrometheusClient } from './PrometheusClient';
import { type UsageQueries, usageQueries } from './prometheusQueries';
import { type Usage, UsageError, type UsageSource } from './UsageSource';

/** Half of a reading's deadline: Prometheus stops working for us before we stop listening. */
const QUERY_TIMEOUT_SECONDS = 10;

/** The kubelets' cAdvisor metrics as a Prometheus keeps them; four queries a reading. */
export class PrometheusSource implements UsageSource {
  readonly name = 'prometheus';
  readonly #queries: UsageQueries;

  constructor(
    private readonly client: Pick<PrometheusClient, 'query' | 'host'>,
    private readonly labels: Record<string, string>,
  ) {
    this.#queries = usageQueries(labels);
  }

  async readPods(signal: AbortSignal): Promise<ReadonlyMap<string, Usage>> {
    const { podMemory, podCpu } = this.#queries;
    return this.#read(podMemory, podCpu, signal, ({ namespace, pod }) =>
      namespace && pod ? `${namespace}/${pod}` : undefined,
    );
  }

  async readNodes(signal: AbortSignal): Promise<ReadonlyMap<string, Usage>> {
    const { nodeMemory, nodeCpu } = this.#queries;
    return this.#read(nodeMemory, nodeCpu, signal, ({ node }) => node);
  }

  async #read(
    memoryQuery: string,
    cpuQuery: string,
    signal: AbortSignal,
    keyOf: (labels: Sample['labels']) => string | undefined,
  ): Promise<ReadonlyMap<string, Usage>> {
    const usage = new Map<string, Usage>();
    const add = (samples: Sample[], usageOf: (value: number) => Usage) => {
      for (const { labels, value } of samples) {
        const key = keyOf(labels);
        if (key !== undefined) {
          usage.set(key, { ...usage.get(key), ...usageOf(value) });
        }
      }
    };
    // One after the other: each answer may be megabytes of JSON.
    const ask = (query: string) =>
      this.client.query(query, QUERY_TIMEOUT_SECONDS, signal);
    add(await ask(memoryQuery), memoryBytes => ({ memoryBytes }));
    add(await ask(cpuQuery), cores => ({ cpuMillicores: cores * 1000 }));
    if (usage.size === 0) {
      throw new UsageError('no-data', this.#nothing());
    }
    return usage;
  }

  #nothing(): string {
    const labels = Object.entries(this.labels).map(
      ([name, value]) => `${name}="${value}"`,
    );
    return `${this.client.host} has no metrics of containers${
      labels.length > 0 ? ` with ${labels.join(', ')}` : ''
    }`;
  }
}
