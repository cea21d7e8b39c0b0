import type { Readable } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import type {
  ClusterStatus,
  EventItem,
  PodDetail,
  PodListItem,
} from '@panorama/plugin-fleet-common';
import type {
  FleetKind,
  FleetObject,
  KubernetesJson,
  ObjectQuery,
  PlatformFleet,
} from '@panorama/plugin-fleet-node';
import type { ClusterRegistry } from '../clusters/ClusterRegistry';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';
import type { Usage } from '../usage/UsageSource';
import type { Inventory } from '../worker/Inventory';
import type { ClusterClient } from './ClusterClient';
import { eventOf, newestFirst } from './events';
import type { LogOptions, PodRef, WorkloadName } from './FleetRows';
import { objectPath, segment } from './kindPaths';
import { parseLabelSelector } from './labelSelector';
import type { ObjectCache } from './ObjectCache';
import { podDetailOf } from './podDetail';
import { redactObject } from './redactObject';

/** Longest wait for a whole object that several people may be waiting for. */
const OBJECT_TIMEOUT_MS = 12_000;
const MAX_EVENTS = 200;

/** How many steps from a pod to its top; Kubernetes has two or three, a loop must end. */
const MAX_OWNERS = 8;

/** Tables that owners of pods are in, by kind. */
const OWNER_TABLES: Record<string, string> = {
  ReplicaSet: 'replicasets.apps',
  Deployment: 'deployments.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
  Job: 'jobs.batch',
  CronJob: 'cronjobs.batch',
};

/** What the projections of owners keep, as far as a chain needs it. */
interface OwnerFields {
  owner?: { kind: string; name: string };
  desired?: number;
  ready?: number;
}

/** Everything that is known, without any rights: the inside of `AuthorizedFleet`. */
export class InventoryFleet implements PlatformFleet {
  readonly platform = true as const;

  constructor(
    private readonly options: {
      inventory: Inventory;
      registry: ClusterRegistry;
      client: ClusterClient;
      cache: ObjectCache;
      extraKinds: readonly FleetKind[];
      conflictOf?: (workload: WorkloadName) => string[] | undefined;
      now?: () => number;
    },
  ) {}

  get reader(): PodColumnsReader {
    return this.options.inventory.pods;
  }

  conflictOf(workload: WorkloadName): string[] | undefined {
    return this.options.conflictOf?.(workload);
  }

  clusters(): ClusterStatus[] {
    return this.options.registry.statuses();
  }

  nodeUsage(cluster: string): ReadonlyMap<string, Usage> | undefined {
    return this.options.inventory.nodeUsage(cluster);
  }

  pods(query: ObjectQuery): PodListItem[] {
    return this.podsWhere(query);
  }

  /** `mask` as in `SlotQuery`; nothing given means everything. */
  podsWhere(query: ObjectQuery, mask?: Uint8Array): PodListItem[] {
    const { reader } = this;
    const clusters = query.clusters && new Set(query.clusters);
    const namespaces = query.namespaces && new Set(query.namespaces);
    const selects =
      query.labelSelector && parseLabelSelector(query.labelSelector);
    const items: PodListItem[] = [];
    for (const slot of reader.slots({ namespaceMask: mask })) {
      const row = reader.namespace(reader.columns.namespace[slot]);
      const isWanted =
        (!clusters || clusters.has(reader.cluster(row.cluster))) &&
        (!namespaces || namespaces.has(row.name)) &&
        (!selects || selects.matches(reader.podIdentity(slot)?.labels ?? {}));
      const item = isWanted ? reader.pod(slot) : undefined;
      if (item) {
        items.push(item);
      }
    }
    return items;
  }

  objects<T>(kindId: string, query: ObjectQuery = {}): Array<FleetObject<T>> {
    const { objects } = this.options.inventory;
    const selects = query.labelSelector
      ? parseLabelSelector(query.labelSelector)
      : undefined;
    const found: Array<FleetObject<T>> = [];
    for (const cluster of query.clusters ?? [undefined]) {
      for (const namespace of query.namespaces ?? [undefined]) {
        for (const object of objects.list<T>(kindId, { cluster, namespace })) {
          if (!selects || selects.matches(object.labels)) {
            found.push(object);
          }
        }
      }
    }
    return found;
  }

  async podDetail(ref: PodRef, signal: AbortSignal): Promise<PodDetail> {
    const { reader } = this;
    const slot = reader.find(ref.cluster, ref.namespace, ref.name);
    const item = slot === undefined ? undefined : reader.pod(slot);
    if (!item) {
      throw podNotFound(ref);
    }
    const pod = await this.getObject({ ...ref, kindId: 'pods' }, signal);
    return podDetailOf(item, pod, this.#ownerChain(item), this.#now());
  }

  async getObject(
    ref: { cluster: string; kindId: string; namespace: string; name: string },
    signal: AbortSignal,
  ): Promise<{ [key: string]: KubernetesJson }> {
    const { cache, client, extraKinds } = this.options;
    const path = objectPath(ref, extraKinds);
    const read = async (aborted: AbortSignal) =>
      redactObject(await client.getJson(ref.cluster, path, aborted));
    const version = this.#versionOf(ref);
    if (!version) {
      return read(signal);
    }
    // Several people may wait for one answer: none of them may cancel it for the others.
    return cache.get(
      JSON.stringify([ref.cluster, ref.kindId, ...version]),
      () => read(AbortSignal.timeout(OBJECT_TIMEOUT_MS)),
    );
  }

  async podEvents(ref: PodRef, signal: AbortSignal): Promise<EventItem[]> {
    const slot = this.reader.find(ref.cluster, ref.namespace, ref.name);
    const identity =
      slot === undefined ? undefined : this.reader.podIdentity(slot);
    if (!identity) {
      throw podNotFound(ref);
    }
    const query = new URLSearchParams({
      fieldSelector: `involvedObject.uid=${identity.uid}`,
      limit: String(MAX_EVENTS),
    });
    const answer = await this.options.client.getJson(
      ref.cluster,
      `/api/v1/namespaces/${segment(ref.namespace)}/events?${query}`,
      signal,
    );
    const items = Array.isArray(answer.items) ? answer.items : [];
    return newestFirst(
      items.flatMap(item =>
        typeof item === 'object' && item !== null && !Array.isArray(item)
          ? eventOf(ref.cluster, item)
          : [],
      ),
    );
  }

  async podLogs(
    ref: PodRef,
    options: LogOptions,
    signal: AbortSignal,
  ): Promise<Readable> {
    if (this.reader.find(ref.cluster, ref.namespace, ref.name) === undefined) {
      throw podNotFound(ref);
    }
    const query = new URLSearchParams({ tailLines: String(options.tailLines) });
    const optional = {
      container: options.container,
      follow: options.follow || undefined,
      previous: options.previous || undefined,
      sinceSeconds: options.sinceSeconds,
      limitBytes: options.limitBytes,
    };
    for (const [key, value] of Object.entries(optional)) {
      if (value !== undefined) {
        query.set(key, String(value));
      }
    }
    return this.options.client.getStream(
      ref.cluster,
      `/api/v1/namespaces/${segment(ref.namespace)}/pods/${segment(
        ref.name,
      )}/log?${query}`,
      signal,
    );
  }

  onChange(kindId: string, listener: () => void): () => void {
    return this.options.inventory.onChange(kindId, listener);
  }

  /** Identity and version of what the inventory holds now; `undefined` when it holds no such thing. */
  #versionOf(ref: {
    cluster: string;
    kindId: string;
    namespace: string;
    name: string;
  }) {
    const { reader } = this;
    if (ref.kindId === 'pods') {
      const slot = reader.find(ref.cluster, ref.namespace, ref.name);
      const identity =
        slot === undefined ? undefined : reader.podIdentity(slot);
      return identity?.resourceVersion
        ? ([identity.uid, identity.resourceVersion] as const)
        : undefined;
    }
    const object = this.options.inventory.objects.get(
      ref.kindId,
      ref.cluster,
      ref.namespace,
      ref.name,
    );
    return object ? ([object.uid, object.resourceVersion] as const) : undefined;
  }

  #ownerChain(item: PodListItem): PodDetail['ownerChain'] {
    const { inventory } = this.options;
    const { reader } = this;
    const slot = reader.find(item.cluster, item.namespace, item.name);
    const identity = slot === undefined ? undefined : reader.podIdentity(slot);
    const chain: PodDetail['ownerChain'] = [];
    let owner = identity?.owner;
    while (owner && chain.length < MAX_OWNERS) {
      const { kind, name } = owner;
      const table = OWNER_TABLES[kind];
      const fields: OwnerFields | undefined =
        table === undefined
          ? undefined
          : inventory.objects.get<OwnerFields>(
              table,
              item.cluster,
              item.namespace,
              name,
            )?.fields;
      chain.push({
        kind,
        name,
        desired: fields?.desired,
        ready: fields?.ready,
      });
      owner = fields?.owner;
    }
    return chain;
  }

  #now() {
    return (this.options.now ?? Date.now)();
  }
}

/** The same words for "is not there" and "may not be seen": the difference would tell. */
export function podNotFound({
  cluster,
  namespace,
  name,
}: PodRef): NotFoundError {
  return new NotFoundError(
    `There is no pod ${namespace}/${name} in cluster ${cluster} that you may see`,
  );
}
