import type {
  UsageProblem,
  UsageSourceName,
} from '@panorama/plugin-fleet-common';

/** What a pod or a node uses; a value that was not measured is absent, never zero. */
export interface Usage {
  cpuMillicores?: number;
  memoryBytes?: number;
}

/** Somebody who measures the pods and nodes of one cluster. */
export interface UsageSource {
  readonly name: UsageSourceName;
  /**
   * By `namespace/name`.
   * @throws UsageError when the source gives no numbers at all
   */
  readPods(signal: AbortSignal): Promise<ReadonlyMap<string, Usage>>;
  /**
   * By name of the node.
   * @throws UsageError when the source gives no numbers at all
   */
  readNodes(signal: AbortSignal): Promise<ReadonlyMap<string, Usage>>;
}

/** Why a source gave nothing, in words for people. */
export class UsageError extends Error {
  readonly name = 'UsageError';
  constructor(readonly code: UsageProblem['code'], message: string) {
    super(message);
  }
}

/** How a Prometheus is asked about one cluster; can be sent to a thread. */
export interface PrometheusConnection {
  /** Up to what `/api/v1/query` is appended to. */
  url: string;
  /** Sent with every query; may hold secrets. */
  headers: Record<string, string>;
  /** Label → value that every series of the cluster carries. */
  labels: Record<string, string>;
}

/** Who is asked how often about one cluster. */
export interface UsageSettings {
  intervalMs: number;
  /** Asked before metrics.k8s.io. */
  prometheus?: PrometheusConnection;
}

/** metrics-server measures every 15 to 60 s; asking more often brings nothing new. */
export const DEFAULT_USAGE: UsageSettings = { intervalMs: 30_000 };
