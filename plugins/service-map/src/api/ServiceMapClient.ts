import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  MapPicture,
  NodeAnswer,
} from '@panorama/plugin-service-map-common';
import type { ServiceMapApi } from './ServiceMapApi';

/** A page that waits longer has no reader any more. */
const REQUEST_TIMEOUT_MS = 20_000;

/** {@link ServiceMapApi} over `/api/service-map/v1`. @public */
export class ServiceMapClient implements ServiceMapApi {
  readonly #discovery: DiscoveryApi;
  readonly #fetch: FetchApi;
  #last: { etag: string; picture: MapPicture } | undefined;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discovery = options.discoveryApi;
    this.#fetch = options.fetchApi;
  }

  async map(options?: { signal?: AbortSignal }): Promise<MapPicture> {
    const last = this.#last;
    const response = await this.#get('map', options?.signal, {
      ...(last && { 'If-None-Match': last.etag }),
    });
    if (response.status === 304 && last) {
      return last.picture;
    }
    const picture = (await response.json()) as MapPicture;
    const etag = response.headers.get('ETag');
    this.#last = etag ? { etag, picture } : undefined;
    return picture;
  }

  async node(
    id: string,
    options?: { signal?: AbortSignal },
  ): Promise<NodeAnswer> {
    const response = await this.#get(
      `nodes/${encodeURIComponent(id)}`,
      options?.signal,
    );
    return response.json();
  }

  async #get(
    path: string,
    signal: AbortSignal | undefined,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const baseUrl = await this.#discovery.getBaseUrl('service-map');
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const response = await this.#fetch.fetch(`${baseUrl}/v1/${path}`, {
      headers,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (!response.ok && response.status !== 304) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
