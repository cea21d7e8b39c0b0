import type { KubeObject, StoreChange, StoredObject } from '../../kubernetes';
import type { WorkloadState } from '../ClusterModel';
import type { LiveCluster } from './LiveCluster';
import { storedObject } from '../../kubernetes';
import { sumsOf } from '../quotas';
import { isFinished } from '../situation';
import { requestsOf } from '../workload';

const QUOTAS = 'resourcequotas';

/** The real controller takes up to a few seconds; bursts of pods are counted once. */
const NOTICE_MS = 300;

/** A ResourceQuota as far as its controller reads it. */
type Quota = KubeObject & {
  spec?: { hard?: Record<string, string> };
  status?: {
    hard?: Record<string, string>;
    used?: Record<string, string>;
  };
};

/**
 * Keeps `status` of every ResourceQuota as the quota controller does: `hard` is
 * copied from the spec, `used` follows the pods and the objects that it counts.
 * A key that the controller cannot measure gets no `used`.
 */
class QuotaController {
  readonly #cluster: LiveCluster;
  /** Names of the quotas of each namespace. */
  readonly #quotas = new Map<string, Set<string>>();
  /** Namespaces to count again. */
  readonly #stale = new Set<string>();

  constructor(cluster: LiveCluster) {
    this.#cluster = cluster;
  }

  listen(): void {
    const cluster = this.#cluster;
    for (const { namespace, name } of cluster.store.list(QUOTAS)) {
      this.#quotasOf(namespace).add(name);
    }
    cluster.onWorkloadChange(({ workload }) =>
      this.#notice(workload.namespace.name),
    );
    cluster.store.onChange(change => this.#onChange(change));
  }

  #quotasOf(namespace: string): Set<string> {
    let names = this.#quotas.get(namespace);
    if (!names) {
      names = new Set();
      this.#quotas.set(namespace, names);
    }
    return names;
  }

  #onChange({ kindId, origin, event }: StoreChange): void {
    const { namespace, name } = event.current.object;
    if (kindId === QUOTAS) {
      if (event.type === 'DELETED') {
        this.#quotasOf(namespace).delete(name);
      } else {
        this.#quotasOf(namespace).add(name);
      }
    }
    if (origin === 'api' && namespace) {
      this.#notice(namespace);
    }
  }

  #notice(namespace: string): void {
    if (this.#stale.size === 0) {
      this.#cluster.after(NOTICE_MS, () => this.#recount());
    }
    this.#stale.add(namespace);
  }

  #recount(): void {
    const namespaces = [...this.#stale];
    this.#stale.clear();
    for (const namespace of namespaces) {
      for (const name of this.#quotas.get(namespace) ?? []) {
        const stored = this.#cluster.store.get(QUOTAS, namespace, name);
        if (stored) {
          this.#write(stored);
        }
      }
    }
  }

  #write(stored: StoredObject): void {
    const quota = stored.render() as Quota;
    const hard = quota.spec?.hard ?? {};
    const used: Record<string, string> = {};
    for (const key of Object.keys(hard)) {
      const amount = this.#measure(key, stored.namespace);
      if (amount !== undefined) {
        used[key] = amount;
      }
    }
    const status = { hard, used };
    if (JSON.stringify(status) !== JSON.stringify(quota.status)) {
      this.#cluster.store.upsert(QUOTAS, storedObject({ ...quota, status }));
    }
  }

  /**
   * What of one key a namespace uses. `pods` leaves out those that are over,
   * `count/pods` does not (upstream: pkg/quota/v1/evaluator/core/pods.go and
   * pkg/quota/v1/generic/evaluator.go).
   */
  #measure(key: string, namespace: string): string | undefined {
    const { store } = this.#cluster;
    const states = this.#cluster.statesIn(namespace);
    if (key === 'count/pods') {
      return String(states.reduce((sum, { pods }) => sum + pods.size, 0));
    }
    if (key.startsWith('count/')) {
      const kindId = key.slice('count/'.length);
      return store.kinds.find(kindId)
        ? String(store.snapshot(kindId).count(`${namespace}/`))
        : undefined;
    }
    const sums = sumsOf(states);
    switch (key) {
      case 'pods':
        return String(sums.pods);
      case 'cpu':
      case 'requests.cpu':
        return `${sums.cpuRequest}m`;
      case 'memory':
      case 'requests.memory':
        return `${sums.memoryRequest}Mi`;
      case 'limits.cpu':
        return `${sums.cpuLimit}m`;
      case 'limits.memory':
        return `${sums.memoryLimit}Mi`;
      case 'requests.nvidia.com/gpu':
        return String(gpusOf(states));
      default:
        return undefined;
    }
  }
}

/** Lets the quotas of a filled cluster follow its pods, for as long as it lives. */
export function keepQuotas(cluster: LiveCluster): void {
  new QuotaController(cluster).listen();
}

function gpusOf(states: readonly WorkloadState[]): number {
  let gpus = 0;
  for (const { workload, pods } of states) {
    const each = requestsOf(workload).gpus;
    for (const { situation } of pods.values()) {
      gpus += isFinished(situation) ? 0 : each;
    }
  }
  return gpus;
}
