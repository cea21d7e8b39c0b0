import type { ClusterClient, KubeObject } from './ClusterClient.ts';

/** What discovery says about one kind. */
type Resource = { plural: string; isNamespaced: boolean; hasStatus: boolean };

type ResourceList = {
  resources: Array<{ name: string; kind: string; namespaced: boolean }>;
};

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/')
    ? `/apis/${apiVersion}`
    : `/api/${apiVersion}`;
}

/** The paths of objects, learned from the server's discovery and kept for each group. */
export class Resources {
  readonly #client: ClusterClient;
  readonly #groups = new Map<string, Promise<Map<string, Resource>>>();

  constructor(client: ClusterClient) {
    this.#client = client;
  }

  async #load(apiVersion: string): Promise<Map<string, Resource>> {
    const { resources } = await this.#client.json<ResourceList>({
      path: groupPath(apiVersion),
    });
    const withStatus = new Set(
      resources
        .filter(it => it.name.endsWith('/status'))
        .map(it => it.name.split('/')[0]),
    );
    return new Map(
      resources
        .filter(it => !it.name.includes('/'))
        .map(it => [
          it.kind,
          {
            plural: it.name,
            isNamespaced: it.namespaced,
            hasStatus: withStatus.has(it.name),
          },
        ]),
    );
  }

  async #find(apiVersion: string, kind: string): Promise<Resource> {
    let group = this.#groups.get(apiVersion);
    if (!group) {
      group = this.#load(apiVersion);
      this.#groups.set(apiVersion, group);
      // A group that is not there yet may come with a CRD.
      group.catch(() => this.#groups.delete(apiVersion));
    }
    const resource = (await group).get(kind);
    if (!resource) {
      this.#groups.delete(apiVersion);
      throw new Error(
        `the server at ${
          this.#client.url
        } does not serve ${kind} of ${apiVersion}; install its CRD first`,
      );
    }
    return resource;
  }

  /** Collection and object paths; a namespaced object without a namespace goes to `default`. */
  async paths(
    object: KubeObject,
  ): Promise<{ collection: string; object: string; hasStatus: boolean }> {
    const { plural, isNamespaced, hasStatus } = await this.#find(
      object.apiVersion,
      object.kind,
    );
    const namespace = isNamespaced
      ? `/namespaces/${encodeURIComponent(
          object.metadata.namespace ?? 'default',
        )}`
      : '';
    const collection = `${groupPath(object.apiVersion)}${namespace}/${plural}`;
    return {
      collection,
      object: `${collection}/${encodeURIComponent(object.metadata.name)}`,
      hasStatus,
    };
  }
}
