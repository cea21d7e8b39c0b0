import type {
  ClusterStatus,
  PodListItem,
  PodState,
} from '@panorama/plugin-fleet-common';
import type {
  ConfigMapFields,
  ContainerTemplateFields,
  DeploymentFields,
  EndpointSliceFields,
  FleetObject,
  FoundAddress,
  IngressFields,
  KubeServiceFields,
  NetworkPolicyFields,
  ObjectQuery,
  PlatformFleet,
  WorkloadFields,
} from '@panorama/plugin-fleet-node';
import type { Estate } from '../Estate';
import { readEstate } from '../readEstate';

/** 2026-11-21, so that times in failures are readable. */
export const NOW = Date.UTC(2026, 10, 21, 12);

const KINDS: Record<string, string> = {
  Deployment: 'deployments.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
};

interface Place {
  cluster?: string;
  namespace?: string;
}

export interface TestWorkload extends Place {
  kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  image?: string;
  labels?: Record<string, string>;
  ports?: number[];
  /** `REDIS_ADDR=redis://redis:6379`: name, then what the fleet would have found in the value. */
  addresses?: FoundAddress[];
  configMaps?: string[];
  containers?: Array<Partial<ContainerTemplateFields>>;
  desired?: number;
  ready?: number;
  /** Replicas of the newest template. Default: all. */
  updated?: number;
  pods?: Array<Partial<PodListItem> & { name: string }>;
}

/**
 * An inventory in memory, filled by hand. Everything is in cluster `prod` and
 * namespace `shop` unless it says otherwise.
 */
export class TestFleet implements PlatformFleet {
  readonly platform = true as const;
  readonly #clusters = new Map<string, ClusterStatus>();
  readonly #objects = new Map<string, FleetObject[]>();
  readonly #pods: PodListItem[] = [];

  constructor(clusters: string[] = ['prod']) {
    clusters.forEach(name => this.cluster(name));
  }

  cluster(name: string, freshness: ClusterStatus['freshness'] = 'live'): this {
    this.#clusters.set(name, {
      name,
      freshness,
      missingKinds: [],
      hasUsage: false,
    });
    return this;
  }

  put<T>(
    kindId: string,
    name: string,
    fields: T,
    {
      cluster = 'prod',
      namespace = 'shop',
      labels = {},
    }: Place & { labels?: Record<string, string> } = {},
  ): this {
    const list = this.#objects.get(kindId) ?? [];
    list.push({
      uid: `${kindId}/${cluster}/${namespace}/${name}`,
      resourceVersion: '1',
      cluster,
      kindId,
      namespace: kindId === 'namespaces' || kindId === 'nodes' ? '' : namespace,
      name,
      createdAt: NOW - 86_400_000,
      labels,
      fields,
    });
    this.#objects.set(kindId, list);
    return this;
  }

  namespace(
    name: string,
    { cluster, labels }: Place & { labels?: Record<string, string> } = {},
  ): this {
    return this.put(
      'namespaces',
      name,
      { phase: 'Active', annotations: {} },
      { cluster, labels },
    );
  }

  /** Its pods have the label `app` with its name, and so has its template. */
  workload(name: string, options: TestWorkload = {}): this {
    const {
      kind = 'Deployment',
      labels = { app: name },
      desired = 1,
      ready = desired,
      pods = [],
    } = options;
    const fields: WorkloadFields &
      Pick<DeploymentFields, 'updated' | 'paused' | 'conditions'> = {
      desired,
      ready,
      updated: options.updated ?? desired,
      paused: false,
      conditions: [],
      selector: { matchLabels: labels },
      template: {
        labels,
        containers: (options.containers ?? [{ ...options, name: 'main' }]).map(
          (container): ContainerTemplateFields => ({
            name: 'main',
            init: false,
            image: 'registry.example.com/team/app:1.0',
            ports: [],
            addresses: [],
            configMaps: [],
            hasReadinessProbe: true,
            hasLivenessProbe: true,
            ...pickContainer(container),
          }),
        ),
        claims: [],
        gpus: 0,
      },
    };
    pods.forEach(pod =>
      this.pod({
        workloadKind: kind,
        workloadName: name,
        ...pickPlace(options),
        ...pod,
      }),
    );
    return this.put(KINDS[kind], name, fields, {
      ...pickPlace(options),
      labels,
    });
  }

  pod(pod: Partial<PodListItem> & { name: string }): this {
    this.#pods.push({
      cluster: 'prod',
      namespace: 'shop',
      state: 'running' satisfies PodState,
      workloadKind: 'Pod',
      workloadName: pod.name,
      image: 'registry.example.com/team/app:1.0',
      shape: { containers: 1, qos: 'Burstable', gpus: 0 },
      readyContainers: 1,
      restarts: 0,
      restartsLastHour: 0,
      createdAt: NOW - 3_600_000,
      ...pod,
    } as PodListItem);
    return this;
  }

  /** Selects the pods with the label `app` of its own name, unless it is told otherwise. */
  service(
    name: string,
    fields: Partial<KubeServiceFields> & { port?: number } = {},
    place: Place & { labels?: Record<string, string> } = {},
  ): this {
    const { port = 8080, ...others } = fields;
    return this.put<KubeServiceFields>(
      'services',
      name,
      {
        type: 'ClusterIP',
        selector: { app: name },
        ports: [{ port, protocol: 'TCP' }],
        ...others,
      },
      place,
    );
  }

  endpoints(
    service: string,
    addresses: string[],
    {
      port = 8080,
      pods = [],
      isReady = true,
      ...place
    }: Place & { port?: number; pods?: string[]; isReady?: boolean } = {},
  ): this {
    return this.put<EndpointSliceFields>(
      'endpointslices.discovery.k8s.io',
      `${service}-abcde`,
      {
        service,
        addressType: 'IPv4',
        ports: [{ port }],
        endpoints: addresses.map((address, index) => ({
          addresses: [address],
          ready: isReady,
          ...(pods[index] && { pod: pods[index] }),
        })),
      },
      place,
    );
  }

  configMap(name: string, addresses: FoundAddress[], place?: Place): this {
    return this.put<ConfigMapFields>('configmaps', name, { addresses }, place);
  }

  ingress(name: string, fields: Partial<IngressFields>, place?: Place): this {
    return this.put<IngressFields>(
      'ingresses.networking.k8s.io',
      name,
      { tlsHosts: [], rules: [], ...fields },
      place,
    );
  }

  networkPolicy(
    name: string,
    fields: Partial<NetworkPolicyFields>,
    place?: Place,
  ): this {
    return this.put<NetworkPolicyFields>(
      'networkpolicies.networking.k8s.io',
      name,
      {
        podSelector: {},
        policyTypes: ['Ingress'],
        ingress: [],
        egress: [],
        ...fields,
      },
      place,
    );
  }

  estate(): Estate {
    return readEstate(this, NOW);
  }

  clusters(): ClusterStatus[] {
    return [...this.#clusters.values()];
  }

  pods(): PodListItem[] {
    return this.#pods;
  }

  objects<T>(kindId: string, _query?: ObjectQuery): Array<FleetObject<T>> {
    return (this.#objects.get(kindId) ?? []) as Array<FleetObject<T>>;
  }

  podDetail(): never {
    throw new Error('nobody needs the details of a pod here');
  }

  getObject(): never {
    throw new Error('nobody needs a whole object here');
  }

  onChange() {
    return () => {};
  }
}

function pickPlace({ cluster, namespace }: Place): Place {
  return { ...(cluster && { cluster }), ...(namespace && { namespace }) };
}

function pickContainer({
  name,
  init,
  image,
  ports,
  addresses,
  configMaps,
  configMapKeys,
}: Partial<ContainerTemplateFields>): Partial<ContainerTemplateFields> {
  return {
    ...(name && { name }),
    ...(init && { init }),
    ...(image && { image }),
    ...(ports && { ports }),
    ...(addresses && { addresses }),
    ...(configMaps && { configMaps }),
    ...(configMapKeys && { configMapKeys }),
  };
}

/** `found('REDIS_ADDR', 'redis', 6379)` */
export function found(
  key: string,
  host: string,
  port?: number,
  scheme?: string,
): FoundAddress {
  return {
    key,
    ...(scheme && { scheme }),
    host,
    ...(port !== undefined && { port }),
  };
}
