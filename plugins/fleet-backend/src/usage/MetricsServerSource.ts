import { cpuMillicores, memoryBytes } from '../decode/quantity';
import {
  type Fields,
  Selection,
  selectJson,
  WHOLE,
} from '../decode/selectJson';
import { ListSplitter } from '../decode/splitEvents';
import { failureOfError, problemCode } from '../watch/errors';
import { expectJson, WatchFailureError } from '../watch/readAnswer';
import type { WatchTransport } from '../watch/transport';
import { type Usage, UsageError, type UsageSource } from './UsageSource';

const ROOT = '/apis/metrics.k8s.io/v1beta1';

interface Measured {
  cpu?: string;
  memory?: string;
}

interface PodMetrics {
  metadata: { name: string; namespace: string };
  containers?: Array<{ usage?: Measured }>;
}

interface NodeMetrics {
  metadata: { name: string };
  usage?: Measured;
}

const POD_METRICS: Fields = {
  metadata: { name: WHOLE, namespace: WHOLE },
  containers: [{ usage: { cpu: WHOLE, memory: WHOLE } }],
};

const NODE_METRICS: Fields = {
  metadata: { name: WHOLE },
  usage: { cpu: WHOLE, memory: WHOLE },
};

/** metrics.k8s.io: one request for all pods, one for all nodes; there is no watch for metrics. */
export class MetricsServerSource implements UsageSource {
  readonly name = 'metrics.k8s.io';

  constructor(private readonly transport: WatchTransport) {}

  async readPods(signal: AbortSignal): Promise<ReadonlyMap<string, Usage>> {
    const usage = new Map<string, Usage>();
    await this.#list<PodMetrics>('pods', POD_METRICS, signal, pod => {
      const { namespace, name } = pod.metadata;
      usage.set(
        `${namespace}/${name}`,
        sumUsage((pod.containers ?? []).map(container => container.usage)),
      );
    });
    return usage;
  }

  async readNodes(signal: AbortSignal): Promise<ReadonlyMap<string, Usage>> {
    const usage = new Map<string, Usage>();
    await this.#list<NodeMetrics>('nodes', NODE_METRICS, signal, node => {
      usage.set(node.metadata.name, sumUsage([node.usage]));
    });
    return usage;
  }

  async #list<T>(
    plural: string,
    fields: Fields,
    signal: AbortSignal,
    onItem: (item: T) => void,
  ): Promise<void> {
    const { transport } = this;
    const selection = new Selection(fields);
    const splitter = new ListSplitter((buffer, start, end) =>
      onItem(selectJson<T>(buffer, start, end, selection)),
    );
    try {
      const answer = await expectJson(
        await transport.get({ path: `${ROOT}/${plural}`, gzip: true, signal }),
        transport.host,
      );
      for await (const chunk of answer.body) {
        splitter.push(chunk);
      }
    } catch (error) {
      signal.throwIfAborted();
      throw usageErrorOf(error, transport.host);
    }
    if (!splitter.isComplete()) {
      throw new UsageError('protocol', 'the list of metrics broke off');
    }
  }
}

function usageErrorOf(error: unknown, host: string): UsageError {
  const failure =
    error instanceof WatchFailureError
      ? error.failure
      : failureOfError(error, host);
  return failure.type === 'notServed'
    ? new UsageError('not-served', 'the cluster does not serve metrics.k8s.io')
    : new UsageError(problemCode(failure), failure.message);
}

/** Containers that were not measured count as nothing, as long as one was. */
export function sumUsage(parts: Array<Measured | undefined>): Usage {
  // metrics-server writes nanocores; add first, round once.
  const cpu = sum(parts.map(part => cpuMillicores(part?.cpu)));
  const memory = sum(parts.map(part => memoryBytes(part?.memory)));
  return {
    ...(cpu !== undefined && { cpuMillicores: cpu }),
    ...(memory !== undefined && { memoryBytes: memory }),
  };
}

function sum(values: Array<number | undefined>): number | undefined {
  const known = values.filter(value => value !== undefined);
  return known.length > 0
    ? known.reduce((total, value) => total + value, 0)
    : undefined;
}
