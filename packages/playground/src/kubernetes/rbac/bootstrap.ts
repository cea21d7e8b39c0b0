import { storedObject, type KubeObject } from '../KubeObject';
import { AUTHENTICATED, UNAUTHENTICATED } from '../server/ClusterUser';
import type { ObjectStore } from '../store/ObjectStore';
import { MASTERS } from './Authorizer';
import type { PolicyRule } from './rules';

const GROUP = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const PUBLIC_PATHS = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

/** What `view` may read: everything in a namespace except secrets and rights. */
const VIEWED: Array<[group: string, resources: string[]]> = [
  [
    '',
    [
      'bindings',
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'namespaces',
      'namespaces/status',
      'persistentvolumeclaims',
      'persistentvolumeclaims/status',
      'pods',
      'pods/log',
      'pods/status',
      'replicationcontrollers',
      'replicationcontrollers/scale',
      'replicationcontrollers/status',
      'resourcequotas',
      'resourcequotas/status',
      'serviceaccounts',
      'services',
      'services/status',
    ],
  ],
  [
    'apps',
    ['daemonsets', 'deployments', 'replicasets', 'statefulsets'].flatMap(it => [
      it,
      `${it}/status`,
      `${it}/scale`,
    ]),
  ],
  ['batch', ['cronjobs', 'cronjobs/status', 'jobs', 'jobs/status']],
  [
    'autoscaling',
    ['horizontalpodautoscalers', 'horizontalpodautoscalers/status'],
  ],
  ['networking.k8s.io', ['ingresses', 'ingresses/status', 'networkpolicies']],
  ['policy', ['poddisruptionbudgets', 'poddisruptionbudgets/status']],
  ['discovery.k8s.io', ['endpointslices']],
  ['metrics.k8s.io', ['pods', 'nodes']],
];

/** What `edit` may also write. */
const EDITED: Array<[group: string, resources: string[]]> = [
  [
    '',
    [
      'configmaps',
      'events',
      'persistentvolumeclaims',
      'pods',
      'replicationcontrollers',
      'secrets',
      'serviceaccounts',
      'services',
    ],
  ],
  [
    'apps',
    [
      'daemonsets',
      'deployments',
      'deployments/scale',
      'replicasets',
      'replicasets/scale',
      'statefulsets',
      'statefulsets/scale',
    ],
  ],
  ['batch', ['cronjobs', 'jobs']],
  ['autoscaling', ['horizontalpodautoscalers']],
  ['networking.k8s.io', ['ingresses', 'networkpolicies']],
  ['policy', ['poddisruptionbudgets']],
];

const view: PolicyRule[] = VIEWED.map(([group, resources]) => ({
  apiGroups: [group],
  resources,
  verbs: READ,
}));
const edit: PolicyRule[] = [
  ...view,
  { apiGroups: [''], resources: ['secrets'], verbs: READ },
  { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] },
  ...EDITED.map(
    ([group, resources]): PolicyRule => ({
      apiGroups: [group],
      resources,
      verbs: WRITE,
    }),
  ),
];
const admin: PolicyRule[] = [
  ...edit,
  {
    apiGroups: [GROUP],
    resources: ['roles', 'rolebindings'],
    verbs: [...READ, ...WRITE],
  },
  {
    apiGroups: ['authorization.k8s.io'],
    resources: ['localsubjectaccessreviews'],
    verbs: ['create'],
  },
];

const ROLES: Record<string, PolicyRule[]> = {
  'cluster-admin': [
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ],
  admin,
  edit,
  view,
  'system:basic-user': [
    {
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      verbs: ['create'],
    },
    {
      apiGroups: ['authentication.k8s.io'],
      resources: ['selfsubjectreviews'],
      verbs: ['create'],
    },
  ],
  'system:discovery': [
    {
      nonResourceURLs: [
        '/api',
        '/api/*',
        '/apis',
        '/apis/*',
        '/healthz',
        '/livez',
        '/openapi',
        '/openapi/*',
        '/readyz',
        '/version',
        '/version/',
      ],
      verbs: ['get'],
    },
  ],
  'system:public-info-viewer': [
    { nonResourceURLs: PUBLIC_PATHS, verbs: ['get'] },
  ],
};

const BINDINGS: Record<string, string[]> = {
  'cluster-admin': [MASTERS],
  'system:basic-user': [AUTHENTICATED],
  'system:discovery': [AUTHENTICATED],
  'system:public-info-viewer': [AUTHENTICATED, UNAUTHENTICATED],
};

function bootstrapObject(
  kind: string,
  name: string,
  content: object,
): KubeObject {
  return {
    apiVersion: `${GROUP}/v1`,
    kind,
    metadata: {
      name,
      uid: `bootstrap-${kind.toLowerCase()}-${name.replace(/:/g, '-')}`,
      labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
    },
    ...content,
  };
}

/**
 * The roles and bindings that every cluster has, as far as the simulator's kinds reach (source: bootstrappolicy of
 * kube-apiserver). Leaves what the store already has.
 */
export function addBootstrapRoles(store: ObjectStore): void {
  for (const [name, rules] of Object.entries(ROLES)) {
    if (!store.get(`clusterroles.${GROUP}`, '', name)) {
      store.upsert(
        `clusterroles.${GROUP}`,
        storedObject(bootstrapObject('ClusterRole', name, { rules })),
      );
    }
  }
  for (const [role, groups] of Object.entries(BINDINGS)) {
    if (store.get(`clusterrolebindings.${GROUP}`, '', role)) continue;
    const content = {
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role },
      subjects: groups.map(name => ({ apiGroup: GROUP, kind: 'Group', name })),
    };
    store.upsert(
      `clusterrolebindings.${GROUP}`,
      storedObject(bootstrapObject('ClusterRoleBinding', role, content)),
    );
  }
}
