import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  ClientPodStatus,
  ClusterObjects,
  FetchResponse,
  ObjectsByEntityResponse,
} from '@backstage/plugin-kubernetes-common';
import type {
  ClusterDetails,
  CustomResourcesByEntity,
  KubernetesObjectsByEntity,
  KubernetesObjectsProvider,
  KubernetesServiceLocator,
  ObjectToFetch,
} from '@backstage/plugin-kubernetes-node';
import type { PodListItem } from '@panorama/plugin-fleet-common';
import {
  FleetService,
  isClientSideAuth,
  KubernetesJson,
  ObjectQuery,
  UserFleet,
} from '@panorama/plugin-fleet-node';
import pLimit from 'p-limit';
import { selectionOf } from './selection';

/** The tab polls every ten seconds and hangs while it waits. */
const TIMEOUT_MS = 20_000;
/** Whole objects of one kind of one cluster: the tab draws each of them. */
const MAX_OBJECTS = 200;
const CONCURRENCY = 16;

type WantedKind = Pick<ObjectToFetch, 'objectType' | 'group' | 'plural'>;
type Json = { [key: string]: KubernetesJson };

interface ObjectName {
  namespace: string;
  name: string;
}

function kindIdOf({ plural, group }: WantedKind): string {
  return group ? `${plural}.${group}` : plural;
}

function failure(message: string): ClusterObjects['errors'][number] {
  return { errorType: 'FETCH_ERROR', message };
}

function clusterOf(details: ClusterDetails): ClusterObjects['cluster'] {
  const { name, title, dashboardUrl, dashboardApp, dashboardParameters } =
    details;
  return {
    name,
    ...(title && { title }),
    ...(dashboardUrl && { dashboardUrl }),
    ...(dashboardApp && { dashboardApp }),
    ...(dashboardParameters && { dashboardParameters }),
  };
}

/** Units of the tab: cores and bytes. */
function metricsOf(pod: Json, item: PodListItem): ClientPodStatus | undefined {
  const { cpuMillicores, memoryBytes, shape } = item;
  if (cpuMillicores === undefined || memoryBytes === undefined) {
    return undefined;
  }
  return {
    // The tab reads name and namespace of it; it is the object that the cluster sent.
    pod: pod as ClientPodStatus['pod'],
    cpu: {
      currentUsage: cpuMillicores / 1000,
      requestTotal: (shape.cpuRequest ?? 0) / 1000,
      limitTotal: (shape.cpuLimit ?? 0) / 1000,
    },
    memory: {
      currentUsage: memoryBytes,
      requestTotal: shape.memoryRequest ?? 0,
      limitTotal: shape.memoryLimit ?? 0,
    },
    containers: [],
  };
}

/**
 * Answers the stock Kubernetes tab from the fleet: the inventory says which
 * objects there are, under the rights of the user; whole objects come by GET
 * and are kept while their version lasts. Clusters that only the user's browser
 * can log in to are left to the stock provider.
 */
export class FleetObjectsProvider implements KubernetesObjectsProvider {
  constructor(
    private readonly options: {
      fleet: FleetService;
      serviceLocator: KubernetesServiceLocator;
      objectTypes: readonly WantedKind[];
      getDefault: () => Promise<KubernetesObjectsProvider>;
      logger: LoggerService;
    },
  ) {}

  getKubernetesObjectsByEntity(
    request: KubernetesObjectsByEntity,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<ObjectsByEntityResponse> {
    return this.#objects(
      request,
      credentials,
      this.options.objectTypes,
      provider =>
        provider.getKubernetesObjectsByEntity(request, { credentials }),
    );
  }

  getCustomResourcesByEntity(
    request: CustomResourcesByEntity,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<ObjectsByEntityResponse> {
    const kinds = request.customResources.map(resource => ({
      ...resource,
      objectType: 'customresources' as const,
    }));
    return this.#objects(request, credentials, kinds, provider =>
      provider.getCustomResourcesByEntity(request, { credentials }),
    );
  }

  async #objects(
    { entity }: KubernetesObjectsByEntity,
    credentials: BackstageCredentials,
    kinds: readonly WantedKind[],
    askStock: (
      provider: KubernetesObjectsProvider,
    ) => Promise<ObjectsByEntityResponse>,
  ): Promise<ObjectsByEntityResponse> {
    const { clusters } = await this.options.serviceLocator.getClustersByEntity(
      entity,
      {
        objectTypesToFetch: new Set(),
        customResources: [],
        credentials,
      },
    );
    const stock = clusters.filter(isClientSideAuth);
    const own = clusters.filter(details => !isClientSideAuth(details));
    const selection = selectionOf(entity);
    const [ours, theirs] = await Promise.all([
      this.#fromFleet(own, kinds, selection, credentials),
      this.#fromStock(stock, askStock),
    ]);
    return {
      items: [...ours, ...theirs].filter(
        ({ errors, resources }) =>
          errors.length > 0 ||
          resources.some(({ resources: list }) => list.length > 0),
      ),
    };
  }

  /** The stock provider asks every cluster; only those that the fleet cannot read are taken from its answer. */
  async #fromStock(
    clusters: ClusterDetails[],
    ask: (
      provider: KubernetesObjectsProvider,
    ) => Promise<ObjectsByEntityResponse>,
  ): Promise<ClusterObjects[]> {
    if (clusters.length === 0) {
      return [];
    }
    const names = new Set(clusters.map(({ name }) => name));
    try {
      const { items } = await ask(await this.options.getDefault());
      return items.filter(({ cluster }) => names.has(cluster.name));
    } catch (error) {
      this.options.logger.warn(
        'Clusters with the login of the user did not answer',
        {
          clusters: [...names].join(', '),
        },
      );
      const message = error instanceof Error ? error.message : String(error);
      return clusters.map(details => ({
        cluster: clusterOf(details),
        podMetrics: [],
        resources: [],
        errors: [failure(message)],
      }));
    }
  }

  async #fromFleet(
    clusters: ClusterDetails[],
    kinds: readonly WantedKind[],
    selection: ObjectQuery,
    credentials: BackstageCredentials,
  ): Promise<ClusterObjects[]> {
    if (clusters.length === 0) {
      return [];
    }
    const fleet = await this.options.fleet.forUser(credentials);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return Promise.all(
      clusters.map(details =>
        this.#cluster(fleet, details, kinds, selection, signal),
      ),
    );
  }

  async #cluster(
    fleet: UserFleet,
    details: ClusterDetails,
    kinds: readonly WantedKind[],
    selection: ObjectQuery,
    signal: AbortSignal,
  ): Promise<ClusterObjects> {
    const query = { ...selection, clusters: [details.name] };
    const pods = new Map<string, PodListItem>();
    const result: ClusterObjects = {
      cluster: clusterOf(details),
      podMetrics: [],
      resources: [],
      errors: [],
    };
    const problem = fleet
      .clusters()
      .find(({ name }) => name === details.name)?.problem;
    if (problem) {
      result.errors.push(failure(problem.message));
    }
    for (const kind of kinds) {
      const kindId = kindIdOf(kind);
      let names: ObjectName[];
      if (kindId === 'pods') {
        const items = fleet.pods(query);
        items.forEach(item => pods.set(`${item.namespace}/${item.name}`, item));
        names = items;
      } else {
        names = fleet.objects(kindId, query);
      }
      const objects = await this.#whole(
        fleet,
        details.name,
        kindId,
        names,
        result,
        signal,
      );
      result.resources.push({
        type: kind.objectType,
        resources: objects.map(({ object }) => object),
      } as FetchResponse);
      for (const { object, ref } of kindId === 'pods' ? objects : []) {
        const item = pods.get(`${ref.namespace}/${ref.name}`);
        const metrics = item && metricsOf(object, item);
        if (metrics) {
          result.podMetrics.push(metrics);
        }
      }
    }
    return result;
  }

  /** Whole objects; one that cannot be read is an error beside the others. */
  async #whole(
    fleet: UserFleet,
    cluster: string,
    kindId: string,
    names: ObjectName[],
    result: ClusterObjects,
    signal: AbortSignal,
  ): Promise<Array<{ ref: ObjectName; object: Json }>> {
    const limit = pLimit(CONCURRENCY);
    const messages = new Set<string>();
    if (names.length > MAX_OBJECTS) {
      messages.add(
        `${names.length} ${kindId} match; the first ${MAX_OBJECTS} are shown. The fleet's pages show all of them.`,
      );
    }
    const objects = await Promise.all(
      names.slice(0, MAX_OBJECTS).map(ref =>
        limit(async () => {
          try {
            const { namespace, name } = ref;
            const object = await fleet.getObject(
              { cluster, kindId, namespace, name },
              signal,
            );
            return [{ ref, object }];
          } catch (error) {
            // What went away between index and read is no error.
            if (!(error instanceof Error && error.name === 'NotFoundError')) {
              messages.add(
                error instanceof Error ? error.message : String(error),
              );
            }
            return [];
          }
        }),
      ),
    );
    result.errors.push(...[...messages].map(failure));
    return objects.flat();
  }
}
