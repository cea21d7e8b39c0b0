import type { KubeObject } from './ClusterClient.ts';
import type { TestCluster } from './TestCluster.ts';
import { createObjects } from './createObjects.ts';

const RBAC = 'rbac.authorization.k8s.io';

type Rule = { apiGroups: string[]; resources: string[]; verbs: string[] };

/** What the portal needs on a real cluster: to read everything but Secrets, to act as its people, to ask for rights. */
const PORTAL_RULES: Rule[] = [
  {
    apiGroups: [''],
    resources: [
      'pods',
      'pods/log',
      'nodes',
      'namespaces',
      'services',
      'endpoints',
      'events',
      'configmaps',
      'resourcequotas',
      'limitranges',
      'persistentvolumeclaims',
      'serviceaccounts',
    ],
    verbs: ['get', 'list', 'watch'],
  },
  {
    apiGroups: [
      'apps',
      'batch',
      'autoscaling',
      'networking.k8s.io',
      'discovery.k8s.io',
      'policy',
      'metrics.k8s.io',
      'apiextensions.k8s.io',
      RBAC,
    ],
    resources: ['*'],
    verbs: ['get', 'list', 'watch'],
  },
  {
    apiGroups: [''],
    resources: ['users', 'groups'],
    verbs: ['impersonate'],
  },
  {
    apiGroups: ['authorization.k8s.io'],
    resources: ['subjectaccessreviews', 'localsubjectaccessreviews'],
    verbs: ['create'],
  },
];

function role(name: string, rules: Rule[]): KubeObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  };
}

export type Grant = {
  to: { user: string } | { group: string };
  /** Name of a ClusterRole, for example `view`, `edit`, `admin`, `cluster-admin`. */
  clusterRole: string;
  /** Only there; without it, in the whole cluster. */
  namespace?: string;
};

/** The binding that gives a right. Its name follows from its content, so that granting twice is once. */
export function bindingOf({ to, clusterRole, namespace }: Grant): KubeObject {
  const [kind, name] = 'user' in to ? ['User', to.user] : ['Group', to.group];
  return {
    apiVersion: `${RBAC}/v1`,
    kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
    metadata: {
      name: `${kind.toLowerCase()}-${name}-${clusterRole}`,
      ...(namespace ? { namespace } : {}),
    },
    subjects: [{ kind, name, apiGroup: RBAC }],
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: clusterRole },
  };
}

/** Binds ClusterRoles to users or groups. The API server's authorizer sees it within some 100 ms, not at once. */
export async function grant(
  cluster: TestCluster,
  ...grants: Grant[]
): Promise<void> {
  await createObjects(cluster, grants.map(bindingOf), { ifExists: 'keep' });
}

/** Gives the `portal` user the rights that the documentation asks for on a real cluster. */
export async function grantPortalRights(cluster: TestCluster): Promise<void> {
  await createObjects(
    cluster,
    [
      role('panorama-portal', PORTAL_RULES),
      bindingOf({ to: { user: 'portal' }, clusterRole: 'panorama-portal' }),
    ],
    { ifExists: 'keep' },
  );
}
