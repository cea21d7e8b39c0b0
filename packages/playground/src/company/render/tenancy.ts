import type { KubeObject } from '../../kubernetes/KubeObject';
import type { ClusterSpec, TeamId } from '../spec';
import type { NamespaceModel } from '../workload';
import { KUBE_GROUP_PREFIX, teamGroup } from '../people';
import { uuidOfText } from '../prng';
import { isoMs } from './time';

const KUBESPHERE_ADMIN = 'platform-admin';

function meta(
  cluster: ClusterSpec,
  kind: string,
  name: string,
  createdAtMs: number,
  namespace?: string,
) {
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    uid: uuidOfText(`${cluster.name}/${kind}/${namespace ?? ''}/${name}`),
    creationTimestamp: isoMs(createdAtMs),
  };
}

export function renderNamespace(
  cluster: ClusterSpec,
  namespace: NamespaceModel,
  createdAtMs: number,
): KubeObject {
  const workspace = workspaceOf(cluster, namespace);
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      ...meta(cluster, 'namespace', namespace.name, createdAtMs),
      labels: {
        'kubernetes.io/metadata.name': namespace.name,
        'panorama.example/environment': namespace.environment,
        'pod-security.kubernetes.io/enforce': 'baseline',
        ...(namespace.team && { 'panorama.example/team': namespace.team }),
        ...(workspace && {
          'kubesphere.io/workspace': workspace,
          'kubesphere.io/namespace': namespace.name,
          'kubesphere.io/managed': 'true',
        }),
      },
      annotations: {
        ...(workspace && { 'kubesphere.io/creator': KUBESPHERE_ADMIN }),
      },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

/** The tenant that a namespace belongs to, where the cluster has tenants. */
export function workspaceOf(
  cluster: ClusterSpec,
  namespace: NamespaceModel,
): string | undefined {
  return cluster.hasKubeSphere ? namespace.team : undefined;
}

export function renderWorkspace(
  cluster: ClusterSpec,
  team: TeamId,
  createdAtMs: number,
): KubeObject {
  return {
    apiVersion: 'tenant.kubesphere.io/v1beta1',
    kind: 'Workspace',
    metadata: {
      ...meta(cluster, 'workspace', team, createdAtMs),
      labels: { 'kubesphere.io/workspace': team },
      annotations: { 'kubesphere.io/creator': KUBESPHERE_ADMIN },
      finalizers: ['finalizers.tenant.kubesphere.io'],
    },
    spec: { manager: KUBESPHERE_ADMIN },
    status: {},
  };
}

/** The team's group in the role of its workspace: leads as admins, everybody as members. */
export function renderWorkspaceRoleBindings(
  cluster: ClusterSpec,
  team: TeamId,
  createdAtMs: number,
): KubeObject[] {
  const binding = (role: string, group: string): KubeObject => {
    const name = `${team}-${role}-${group}`;
    return {
      apiVersion: 'iam.kubesphere.io/v1beta1',
      kind: 'WorkspaceRoleBinding',
      metadata: {
        ...meta(cluster, 'workspacerolebinding', name, createdAtMs),
        labels: {
          'kubesphere.io/workspace': team,
          'iam.kubesphere.io/role-ref': `${team}-${role}`,
        },
      },
      roleRef: {
        apiGroup: 'iam.kubesphere.io',
        kind: 'WorkspaceRole',
        name: `${team}-${role}`,
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Group',
          name: `${KUBE_GROUP_PREFIX}${group}`,
        },
      ],
    };
  };
  return [
    binding('admin', `${teamGroup(team)}-leads`),
    binding('regular', teamGroup(team)),
  ];
}

/** Who may do what in a namespace: nobody but the owning team, by its company group. */
export function renderRoleBindings(
  cluster: ClusterSpec,
  namespace: NamespaceModel,
  createdAtMs: number,
): KubeObject[] {
  const { team } = namespace;
  if (!team) {
    return [];
  }
  const role = namespace.environment === 'prod' ? 'view' : 'edit';
  const name = `${teamGroup(team)}-${role}`;
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: meta(cluster, 'rolebinding', name, createdAtMs, namespace.name),
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: role,
      },
      subjects: [groupSubject(teamGroup(team))],
    },
  ];
}

export function renderClusterRoleBindings(
  cluster: ClusterSpec,
  createdAtMs: number,
): KubeObject[] {
  const binding = (name: string, role: string, group: string): KubeObject => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: meta(cluster, 'clusterrolebinding', name, createdAtMs),
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: role,
    },
    subjects: [groupSubject(group)],
  });
  return [
    binding('platform-admins', 'cluster-admin', 'platform-admins'),
    binding('on-call-view', 'view', 'on-call'),
  ];
}

function groupSubject(group: string) {
  return {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'Group',
    name: `${KUBE_GROUP_PREFIX}${group}`,
  };
}

/** Units: millicores and MiB. */
export interface NamespaceSums {
  pods: number;
  cpuRequest: number;
  cpuLimit: number;
  memoryRequest: number;
  memoryLimit: number;
}

export const QUOTA_NAME = 'compute';

export function renderQuota(
  cluster: ClusterSpec,
  namespace: NamespaceModel,
  hard: NamespaceSums,
  used: NamespaceSums,
  createdAtMs: number,
): KubeObject {
  const amounts = (sums: NamespaceSums) => ({
    pods: String(sums.pods),
    'requests.cpu': `${sums.cpuRequest}m`,
    'requests.memory': `${sums.memoryRequest}Mi`,
    'limits.cpu': `${sums.cpuLimit}m`,
    'limits.memory': `${sums.memoryLimit}Mi`,
  });
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: meta(
      cluster,
      'resourcequota',
      QUOTA_NAME,
      createdAtMs,
      namespace.name,
    ),
    spec: { hard: amounts(hard) },
    status: { hard: amounts(hard), used: amounts(used) },
  };
}

export function renderLimitRange(
  cluster: ClusterSpec,
  namespace: NamespaceModel,
  createdAtMs: number,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: meta(
      cluster,
      'limitrange',
      'defaults',
      createdAtMs,
      namespace.name,
    ),
    spec: {
      limits: [
        {
          type: 'Container',
          default: { cpu: '1', memory: '512Mi' },
          defaultRequest: { cpu: '100m', memory: '128Mi' },
          max: { cpu: '8', memory: '16Gi' },
        },
      ],
    },
  };
}
