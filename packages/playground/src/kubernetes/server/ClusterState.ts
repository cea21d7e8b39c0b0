import type { KindRegistry } from '../kinds';
import type { ObjectStore } from '../store/ObjectStore';
import type { Authorizer } from '../rbac/Authorizer';
import type { Wakeups } from './Wakeups';

/** What a pod or node uses at this moment; served as metrics.k8s.io. */
export type UsageSample = {
  /** Kubernetes quantities such as `12m` and `34Mi`, by container name; nodes have one entry. */
  containers: Record<string, { cpu: string; memory: string }>;
};

/** Where metrics.k8s.io gets its numbers. Returns undefined for a pod or node that has none yet. */
export type UsageSource = {
  pod(namespace: string, name: string): UsageSample | undefined;
  node(name: string): { cpu: string; memory: string } | undefined;
};

export type LogRequest = {
  namespace: string;
  pod: string;
  container: string;
  previous: boolean;
  follow: boolean;
  tailLines: number | undefined;
  sinceSeconds: number | undefined;
  timestamps: boolean;
  /** Aborted when the reader leaves: a follower must stop. */
  signal: AbortSignal;
};

/**
 * Where pod logs come from: lines without line ends, oldest first. The server applies `tailLines` to what `lines` gives
 * at once; `follow` lines come afterwards.
 */
export type LogSource = {
  lines(request: LogRequest): Iterable<{ time: Date; text: string }>;
  follow?(request: LogRequest): AsyncIterable<{ time: Date; text: string }>;
};

/** What the handlers of one cluster share. */
export type ClusterState = {
  readonly name: string;
  readonly version: string;
  readonly store: ObjectStore;
  readonly kinds: KindRegistry;
  readonly authorizer: Authorizer;
  readonly wakeups: Wakeups;
  readonly now: () => Date;
  readonly usage: UsageSource | undefined;
  readonly logs: LogSource | undefined;
  /** False imitates a server whose WatchList gate is closed. */
  readonly watchList: boolean;
  readonly bookmarkIntervalMs: number;
  /** How long a request waits for a resourceVersion that the store has not reached. */
  readonly freshnessTimeoutMs: number;
  /** Keeps the encoded bytes of each version, so that benches do not measure this server. */
  readonly keepPayloads: boolean;
};
