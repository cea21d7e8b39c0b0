import type { Estate } from '../estate/Estate';
import { hasDomain } from './hosts';
import { placeKey, type KubeService } from './units';

/** What a DNS name means to somebody inside a cluster. */
export type NameMeaning =
  | { type: 'service'; service: KubeService }
  /** A name that only the cluster's DNS could know, and it does not. */
  | { type: 'dangling'; reason: 'no-such-service' | 'no-such-namespace' }
  | { type: 'outside' }
  /** Not enough is known to say: the cluster was not read, or nobody says which it is. */
  | { type: 'unknown' };

/** Whoever looks the name up. */
export interface Asker {
  cluster?: string;
  namespace?: string;
}

/** The DNS of every cluster: Services and namespaces by name. */
export class ClusterNames {
  readonly #services = new Map<string, KubeService>();
  readonly #namespaces = new Set<string>();
  readonly #complete = new Set<string>();

  constructor(estate: Estate) {
    for (const { name, isComplete } of estate.clusters) {
      if (isComplete) {
        this.#complete.add(name);
      }
    }
    for (const { cluster, name } of estate.namespaces) {
      this.#namespaces.add(`${cluster}/${name}`);
    }
    for (const service of estate.services) {
      const { cluster, namespace, name } = service;
      this.#services.set(placeKey(cluster, namespace, name), service);
      // Whoever may read Services may be forbidden to list namespaces.
      this.#namespaces.add(`${cluster}/${namespace}`);
    }
    for (const { cluster, namespace } of estate.workloads) {
      this.#namespaces.add(`${cluster}/${namespace}`);
    }
  }

  service(
    cluster: string,
    namespace: string,
    name: string,
  ): KubeService | undefined {
    return this.#services.get(placeKey(cluster, namespace, name));
  }

  /**
   * Looks a name up as a pod does whose resolv.conf has the search list
   * `<ns>.svc.cluster.local svc.cluster.local cluster.local`: inside first.
   *
   * @param isCertain - the text is surely an address, not some word
   */
  resolve(
    labels: readonly string[],
    { cluster, namespace }: Asker,
    isCertain: boolean,
  ): NameMeaning {
    const svc = labels.indexOf('svc');
    if (svc >= 2) {
      return this.#qualified(labels.slice(0, svc), cluster);
    }
    const found =
      cluster === undefined
        ? undefined
        : this.#search(labels, cluster, namespace);
    if (found) {
      return { type: 'service', service: found };
    }
    if (hasDomain(labels)) {
      return { type: 'outside' };
    }
    return this.#notFound(labels, { cluster, namespace }, isCertain);
  }

  /** `redis.cache`, `redis-0.redis.cache`, `_tcp._redis.redis.cache`: what stands before `.svc`. */
  #qualified(
    labels: readonly string[],
    cluster: string | undefined,
  ): NameMeaning {
    if (cluster === undefined) {
      return { type: 'unknown' };
    }
    const [service, namespace] = labels.slice(-2);
    const found = this.service(cluster, namespace, service);
    if (found) {
      return { type: 'service', service: found };
    }
    return this.#missing(cluster, namespace);
  }

  #search(
    labels: readonly string[],
    cluster: string,
    namespace: string | undefined,
  ): KubeService | undefined {
    const last = labels[labels.length - 1];
    const before = labels[labels.length - 2];
    // `redis` and, of a headless Service, `redis-0.redis`.
    if (namespace !== undefined && labels.length <= 2) {
      const own = this.service(cluster, namespace, last);
      if (own && (labels.length === 1 || own.fields.clusterIp === 'None')) {
        return own;
      }
    }
    // `redis.cache` and `redis-0.redis.cache`.
    return before === undefined || labels.length > 3
      ? undefined
      : this.service(cluster, last, before);
  }

  #notFound(
    labels: readonly string[],
    { cluster, namespace }: Asker,
    isCertain: boolean,
  ): NameMeaning {
    if (cluster === undefined) {
      return { type: labels.length > 1 ? 'outside' : 'unknown' };
    }
    const last = labels[labels.length - 1];
    if (labels.length === 1) {
      return isCertain && namespace !== undefined
        ? this.#missing(cluster, namespace)
        : { type: 'unknown' };
    }
    if (this.#namespaces.has(`${cluster}/${last}`) && labels.length <= 3) {
      return this.#missing(cluster, last);
    }
    // `db.zto`: a namespace that is gone or a domain of the company's own.
    return labels.length === 2 && !hasDomain(labels)
      ? this.#missing(cluster, last)
      : { type: 'outside' };
  }

  #missing(cluster: string, namespace: string): NameMeaning {
    if (!this.#complete.has(cluster)) {
      return { type: 'unknown' };
    }
    return {
      type: 'dangling',
      reason: this.#namespaces.has(`${cluster}/${namespace}`)
        ? 'no-such-service'
        : 'no-such-namespace',
    };
  }
}
