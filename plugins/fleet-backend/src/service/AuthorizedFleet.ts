import type { Readable } from 'node:stream';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type {
  ClusterStatus,
  EventItem,
  PodDetail,
  PodListItem,
} from '@panorama/plugin-fleet-common';
import type {
  FleetObject,
  KubernetesJson,
  ObjectQuery,
  UserFleet,
} from '@panorama/plugin-fleet-node';
import type { DefaultAccessSet } from '../access/DefaultAccessSet';
import { maskOf } from '../access/rules';
import type { Usage } from '../usage/UsageSource';
import type {
  FleetRows,
  LogOptions,
  MaskedPods,
  PodRef,
  WorkloadName,
} from './FleetRows';
import { InventoryFleet, podNotFound } from './InventoryFleet';

/**
 * The inventory under the rights of one user. What he may not see is not there:
 * it has no row, counts in no sum, and asking for it by name is answered like a
 * name that nobody has.
 */
export class AuthorizedFleet implements UserFleet, FleetRows {
  constructor(
    private readonly inner: InventoryFleet,
    readonly access: DefaultAccessSet,
  ) {}

  clusters(): ClusterStatus[] {
    return this.inner
      .clusters()
      .filter(({ name }) => this.access.reaches(name))
      .map(status =>
        // How many objects were read tells how many there are.
        this.access.hasCluster(status.name)
          ? status
          : { ...status, objectsRead: undefined },
      );
  }

  seesCluster(cluster: string): boolean {
    return this.access.hasCluster(cluster);
  }

  nodeUsage(cluster: string): ReadonlyMap<string, Usage> | undefined {
    return this.seesCluster(cluster)
      ? this.inner.nodeUsage(cluster)
      : undefined;
  }

  maskedPods(): MaskedPods {
    const { reader } = this.inner;
    return {
      reader,
      mask: maskOf(this.access.scope, {
        count: reader.namespaceCount(),
        at: id => {
          const row = reader.namespace(id);
          return { cluster: reader.cluster(row.cluster), namespace: row.name };
        },
      }),
    };
  }

  conflictOf(workload: WorkloadName): string[] | undefined {
    return this.access.has(workload.cluster, workload.namespace, 'read')
      ? this.inner.conflictOf(workload)
      : undefined;
  }

  pods(query: ObjectQuery): PodListItem[] {
    return this.inner.podsWhere(query, this.maskedPods().mask);
  }

  objects<T>(kindId: string, query?: ObjectQuery): Array<FleetObject<T>> {
    return this.inner
      .objects<T>(kindId, query)
      .filter(({ cluster, namespace, name }) =>
        this.#sees(kindId, cluster, namespace, name),
      );
  }

  async podDetail(ref: PodRef, signal: AbortSignal): Promise<PodDetail> {
    this.#checkPod(ref);
    return this.inner.podDetail(ref, signal);
  }

  async podEvents(ref: PodRef, signal: AbortSignal): Promise<EventItem[]> {
    this.#checkPod(ref);
    return this.inner.podEvents(ref, signal);
  }

  async podLogs(
    ref: PodRef,
    options: LogOptions,
    signal: AbortSignal,
  ): Promise<Readable> {
    this.#checkPod(ref);
    if (!this.access.has(ref.cluster, ref.namespace, 'logs')) {
      throw new NotAllowedError(
        `You may see the pods of ${ref.namespace} in cluster ${ref.cluster}, but not their logs (permission fleet.logs.read)`,
      );
    }
    return this.inner.podLogs(ref, options, signal);
  }

  async getObject(
    ref: { cluster: string; kindId: string; namespace: string; name: string },
    signal: AbortSignal,
  ): Promise<{ [key: string]: KubernetesJson }> {
    if (!this.#sees(ref.kindId, ref.cluster, ref.namespace, ref.name)) {
      throw new NotFoundError(
        `There is no ${ref.kindId} ${ref.namespace}/${ref.name} in cluster ${ref.cluster} that you may see`,
      );
    }
    return this.inner.getObject(ref, signal);
  }

  onChange(kindId: string, listener: () => void): () => void {
    return this.inner.onChange(kindId, listener);
  }

  #checkPod(ref: PodRef) {
    if (!this.access.has(ref.cluster, ref.namespace, 'read')) {
      throw podNotFound(ref);
    }
  }

  /** A namespace is seen by whoever sees into it; other objects without one are facts of the cluster. */
  #sees(
    kindId: string,
    cluster: string,
    namespace: string,
    name: string,
  ): boolean {
    if (namespace) {
      return this.access.has(cluster, namespace, 'read');
    }
    return kindId === 'namespaces'
      ? this.access.has(cluster, name, 'read')
      : this.access.hasCluster(cluster);
  }
}
