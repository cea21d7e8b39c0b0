import type { CreatableObject } from './realObjects';

const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];

/** Account of the test bed under which the portal reads. */
export const PORTAL_USER = 'portal';

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** Exactly what `docs/operate/clusters.md` asks for, so that the document is tried with every start. */
export const DOCUMENTED_RULES: readonly Rule[] = [
  {
    apiGroups: [''],
    resources: [
      'pods',
      'nodes',
      'namespaces',
      'services',
      'persistentvolumeclaims',
      'resourcequotas',
      'limitranges',
      'events',
      'configmaps',
    ],
    verbs: READ,
  },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  {
    apiGroups: [
      'apps',
      'batch',
      'autoscaling',
      'policy',
      'networking.k8s.io',
      'discovery.k8s.io',
      'gateway.networking.k8s.io',
    ],
    resources: ['*'],
    verbs: READ,
  },
  {
    apiGroups: [RBAC],
    resources: ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
    verbs: READ,
  },
  {
    apiGroups: ['tenant.kubesphere.io', 'iam.kubesphere.io'],
    resources: ['workspaces', 'workspacerolebindings'],
    verbs: READ,
  },
  {
    apiGroups: ['metrics.k8s.io'],
    resources: ['pods', 'nodes'],
    verbs: ['get', 'list'],
  },
];

/** The portal's role and its binding. */
export function portalRights(): CreatableObject[] {
  const name = 'panorama-portal';
  return [
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRole',
      metadata: { name },
      rules: [...DOCUMENTED_RULES],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
      subjects: [{ kind: 'User', name: PORTAL_USER, apiGroup: RBAC }],
    },
  ];
}
