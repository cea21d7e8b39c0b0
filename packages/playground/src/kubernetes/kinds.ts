/** Plural and group joined by a dot; the core group has none: `pods`, `deployments.apps`. */
export type KindId = string;

/** Everything the simulated server knows about a kind. A new kind is a new line in a table. */
export type KindDefinition = {
  id: KindId;
  /** Empty for the core group. */
  group: string;
  version: string;
  plural: string;
  kind: string;
  namespaced: boolean;
  /** Has a `/status` subresource: then writes to the object leave `status` alone. */
  status: boolean;
  /** Has a `/scale` subresource over `spec.replicas`. */
  scale: boolean;
  /** Server-side apply works. Only for kinds that Panorama writes. */
  applies: boolean;
  /** Defined by a CRD: items of a list carry kind and apiVersion. */
  custom: boolean;
  /** `metadata.generation` counts changes outside metadata and status. */
  generation: boolean;
  shortNames: string[];
  /** How strict the API server is with names. */
  names: 'subdomain' | 'label' | 'path';
};

type Extras = Partial<
  Pick<
    KindDefinition,
    | 'status'
    | 'scale'
    | 'applies'
    | 'custom'
    | 'generation'
    | 'shortNames'
    | 'names'
  >
>;

/** Describes one kind. `groupVersion` is `v1` or `apps/v1`. */
export function defineKind(
  groupVersion: string,
  plural: string,
  kind: string,
  scope: 'namespaced' | 'cluster',
  extras: Extras = {},
): KindDefinition {
  const slash = groupVersion.indexOf('/');
  const group = slash < 0 ? '' : groupVersion.slice(0, slash);
  return {
    id: group === '' ? plural : `${plural}.${group}`,
    group,
    version: groupVersion.slice(slash + 1),
    plural,
    kind,
    namespaced: scope === 'namespaced',
    status: false,
    scale: false,
    applies: false,
    custom: false,
    generation: false,
    shortNames: [],
    names: 'subdomain',
    ...extras,
  };
}

const RBAC = 'rbac.authorization.k8s.io/v1';
const workload: Extras = {
  status: true,
  scale: true,
  generation: true,
  applies: true,
};

/** The built-in kinds that the simulator serves. Names and scopes as in `kubectl api-resources` of 1.36. */
export const BUILT_IN_KINDS: readonly KindDefinition[] = [
  defineKind('v1', 'namespaces', 'Namespace', 'cluster', {
    status: true,
    applies: true,
    shortNames: ['ns'],
    names: 'label',
  }),
  defineKind('v1', 'nodes', 'Node', 'cluster', {
    status: true,
    shortNames: ['no'],
  }),
  defineKind('v1', 'pods', 'Pod', 'namespaced', {
    status: true,
    generation: true,
    shortNames: ['po'],
  }),
  defineKind('v1', 'services', 'Service', 'namespaced', {
    status: true,
    applies: true,
    shortNames: ['svc'],
    names: 'label',
  }),
  defineKind('v1', 'endpoints', 'Endpoints', 'namespaced', {
    shortNames: ['ep'],
  }),
  defineKind('v1', 'events', 'Event', 'namespaced', { shortNames: ['ev'] }),
  defineKind('v1', 'configmaps', 'ConfigMap', 'namespaced', {
    applies: true,
    shortNames: ['cm'],
  }),
  defineKind('v1', 'secrets', 'Secret', 'namespaced', { applies: true }),
  defineKind('v1', 'serviceaccounts', 'ServiceAccount', 'namespaced', {
    applies: true,
    shortNames: ['sa'],
  }),
  defineKind('v1', 'resourcequotas', 'ResourceQuota', 'namespaced', {
    status: true,
    applies: true,
    shortNames: ['quota'],
  }),
  defineKind('v1', 'limitranges', 'LimitRange', 'namespaced', {
    applies: true,
    shortNames: ['limits'],
  }),
  defineKind(
    'v1',
    'persistentvolumeclaims',
    'PersistentVolumeClaim',
    'namespaced',
    { status: true, shortNames: ['pvc'] },
  ),
  defineKind('v1', 'persistentvolumes', 'PersistentVolume', 'cluster', {
    status: true,
    shortNames: ['pv'],
  }),
  defineKind(
    'v1',
    'replicationcontrollers',
    'ReplicationController',
    'namespaced',
    { status: true, generation: true, shortNames: ['rc'] },
  ),
  defineKind('apps/v1', 'deployments', 'Deployment', 'namespaced', {
    ...workload,
    shortNames: ['deploy'],
  }),
  defineKind('apps/v1', 'statefulsets', 'StatefulSet', 'namespaced', {
    ...workload,
    shortNames: ['sts'],
  }),
  defineKind('apps/v1', 'replicasets', 'ReplicaSet', 'namespaced', {
    ...workload,
    applies: false,
    shortNames: ['rs'],
  }),
  defineKind('apps/v1', 'daemonsets', 'DaemonSet', 'namespaced', {
    status: true,
    generation: true,
    applies: true,
    shortNames: ['ds'],
  }),
  defineKind('batch/v1', 'jobs', 'Job', 'namespaced', {
    status: true,
    generation: true,
  }),
  defineKind('batch/v1', 'cronjobs', 'CronJob', 'namespaced', {
    status: true,
    generation: true,
    shortNames: ['cj'],
  }),
  defineKind(
    'autoscaling/v2',
    'horizontalpodautoscalers',
    'HorizontalPodAutoscaler',
    'namespaced',
    { status: true, applies: true, shortNames: ['hpa'] },
  ),
  defineKind(
    'networking.k8s.io/v1',
    'networkpolicies',
    'NetworkPolicy',
    'namespaced',
    { generation: true, applies: true, shortNames: ['netpol'] },
  ),
  defineKind('networking.k8s.io/v1', 'ingresses', 'Ingress', 'namespaced', {
    status: true,
    generation: true,
    applies: true,
    shortNames: ['ing'],
  }),
  defineKind(
    'policy/v1',
    'poddisruptionbudgets',
    'PodDisruptionBudget',
    'namespaced',
    { status: true, generation: true, shortNames: ['pdb'] },
  ),
  defineKind(
    'discovery.k8s.io/v1',
    'endpointslices',
    'EndpointSlice',
    'namespaced',
    { generation: true },
  ),
  defineKind('storage.k8s.io/v1', 'storageclasses', 'StorageClass', 'cluster', {
    shortNames: ['sc'],
  }),
  defineKind(
    'scheduling.k8s.io/v1',
    'priorityclasses',
    'PriorityClass',
    'cluster',
    { shortNames: ['pc'] },
  ),
  defineKind('coordination.k8s.io/v1', 'leases', 'Lease', 'namespaced'),
  defineKind(RBAC, 'roles', 'Role', 'namespaced', {
    applies: true,
    names: 'path',
  }),
  defineKind(RBAC, 'rolebindings', 'RoleBinding', 'namespaced', {
    applies: true,
    names: 'path',
  }),
  defineKind(RBAC, 'clusterroles', 'ClusterRole', 'cluster', {
    applies: true,
    names: 'path',
  }),
  defineKind(RBAC, 'clusterrolebindings', 'ClusterRoleBinding', 'cluster', {
    applies: true,
    names: 'path',
  }),
  defineKind(
    'apiextensions.k8s.io/v1',
    'customresourcedefinitions',
    'CustomResourceDefinition',
    'cluster',
    { status: true, generation: true, shortNames: ['crd'] },
  ),
];

/** `v1`, `apps/v1`: what objects of the kind carry as `apiVersion`. */
export function apiVersionOf({
  group,
  version,
}: {
  group: string;
  version: string;
}): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The kinds of one cluster, found by id or by where their URL stands. Custom kinds may join at any time. */
export class KindRegistry {
  readonly #byId = new Map<KindId, KindDefinition>();

  constructor(kinds: Iterable<KindDefinition> = BUILT_IN_KINDS) {
    for (const kind of kinds) this.add(kind);
  }

  add(kind: KindDefinition): void {
    this.#byId.set(kind.id, kind);
  }

  find(id: KindId): KindDefinition | undefined {
    return this.#byId.get(id);
  }

  get(id: KindId): KindDefinition {
    const kind = this.#byId.get(id);
    if (!kind) {
      throw new Error(
        `the simulated cluster has no kind ${JSON.stringify(
          id,
        )}; add it with defineKind (known: ${[...this.#byId.keys()].join(
          ', ',
        )})`,
      );
    }
    return kind;
  }

  findServed(
    group: string,
    version: string,
    plural: string,
  ): KindDefinition | undefined {
    const kind = this.#byId.get(group === '' ? plural : `${plural}.${group}`);
    return kind?.version === version ? kind : undefined;
  }

  all(): KindDefinition[] {
    return [...this.#byId.values()];
  }
}
