import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type {
  ClusterDetail,
  ClusterSummary,
  EventItem,
  FleetMe,
  NamespaceSummary,
  Page,
  PodDetail,
  PodListItem,
  WorkloadSummary,
} from '@panorama/plugin-fleet-common';
import type {
  EntityPods,
  FleetApi,
  ListQuery,
  LogQuery,
  PodAddress,
  RequestOptions,
} from './FleetApi';

/** A page that waits longer has no reader any more. */
const REQUEST_TIMEOUT_MS = 20_000;
/** All pods of a large fleet as one file. */
const EXPORT_TIMEOUT_MS = 120_000;
/** Entity pages that one tab has looked at, kept for their ETags. */
const MAX_ENTITIES = 50;

/** Every segment comes from data: a namespace called `..` must stay a name. */
function path(...segments: string[]): string {
  return segments
    .map(segment => encodeURIComponent(segment).replace(/^\.+$/, '%2E'))
    .join('/');
}

function search(query: object): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '' && value !== false) {
      params.set(name, String(value));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** {@link FleetApi} over `/api/fleet/v1`. @public */
export class FleetClient implements FleetApi {
  readonly #discovery: DiscoveryApi;
  readonly #fetch: FetchApi;
  readonly #entities = new Map<string, { etag: string; pods: EntityPods }>();

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discovery = options.discoveryApi;
    this.#fetch = options.fetchApi;
  }

  async clusters(options?: RequestOptions): Promise<ClusterSummary[]> {
    const { items } = await this.#json<{ items: ClusterSummary[] }>(
      'clusters',
      options,
    );
    return items;
  }

  cluster(name: string, options?: RequestOptions): Promise<ClusterDetail> {
    return this.#json(path('clusters', name), options);
  }

  namespaces(
    query: ListQuery,
    options?: RequestOptions,
  ): Promise<Page<NamespaceSummary>> {
    return this.#json(`namespaces${search(query)}`, options);
  }

  workloads(
    query: ListQuery,
    options?: RequestOptions,
  ): Promise<Page<WorkloadSummary>> {
    return this.#json(`workloads${search(query)}`, options);
  }

  events(query: ListQuery, options?: RequestOptions): Promise<Page<EventItem>> {
    return this.#json(`events${search(query)}`, options);
  }

  pods(query: ListQuery, options?: RequestOptions): Promise<Page<PodListItem>> {
    return this.#json(`pods${search(query)}`, options);
  }

  async exportPods(
    query: ListQuery,
    format: 'csv' | 'ndjson',
    options?: RequestOptions,
  ): Promise<Blob> {
    const response = await this.#get(
      `pods${search({ ...query, format })}`,
      options,
      EXPORT_TIMEOUT_MS,
    );
    return response.blob();
  }

  pod(address: PodAddress, options?: RequestOptions): Promise<PodDetail> {
    return this.#json(this.#podPath(address), options);
  }

  async podEvents(
    address: PodAddress,
    options?: RequestOptions,
  ): Promise<EventItem[]> {
    const { items } = await this.#json<{ items: EventItem[] }>(
      `${this.#podPath(address)}/events`,
      options,
    );
    return items;
  }

  async *podLogs(
    address: PodAddress,
    query: LogQuery,
    options?: RequestOptions,
  ): AsyncIterable<string> {
    // A followed log has no end: only its reader closes it.
    const response = await this.#get(
      `${this.#podPath(address)}/logs${search(query)}`,
      options,
      query.follow ? undefined : EXPORT_TIMEOUT_MS,
    );
    const reader = response.body?.getReader();
    if (!reader) {
      yield await response.text();
      return;
    }
    const decoder = new TextDecoder();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        yield decoder.decode(value, { stream: true });
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  async entityPods(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityPods> {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const known = this.#entities.get(entityRef);
    const response = await this.#get(
      `${path('entities', kind, namespace, name)}/pods`,
      options,
      REQUEST_TIMEOUT_MS,
      known && { 'If-None-Match': known.etag },
    );
    if (response.status === 304 && known) {
      return known.pods;
    }
    const pods: EntityPods = await response.json();
    const etag = response.headers.get('etag');
    if (etag) {
      this.#remember(entityRef, { etag, pods });
    }
    return pods;
  }

  me(options?: RequestOptions): Promise<FleetMe> {
    return this.#json('me', options);
  }

  #remember(
    entityRef: string,
    answer: { etag: string; pods: EntityPods },
  ): void {
    this.#entities.delete(entityRef);
    this.#entities.set(entityRef, answer);
    if (this.#entities.size > MAX_ENTITIES) {
      const [oldest] = this.#entities.keys();
      this.#entities.delete(oldest);
    }
  }

  #podPath({ cluster, namespace, name }: PodAddress): string {
    return path('clusters', cluster, 'namespaces', namespace, 'pods', name);
  }

  async #json<T>(target: string, options?: RequestOptions): Promise<T> {
    const response = await this.#get(target, options, REQUEST_TIMEOUT_MS);
    return response.json();
  }

  async #get(
    target: string,
    options?: RequestOptions,
    timeoutMs?: number,
    headers?: Record<string, string>,
  ): Promise<Response> {
    const base = await this.#discovery.getBaseUrl('fleet');
    const signals = [
      options?.signal,
      timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs),
    ].filter((signal): signal is AbortSignal => signal !== undefined);
    const response = await this.#fetch.fetch(`${base}/v1/${target}`, {
      headers,
      signal: signals.length > 0 ? AbortSignal.any(signals) : undefined,
    });
    if (!response.ok && response.status !== 304) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
