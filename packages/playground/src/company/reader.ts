import type { KubeObject, ObjectStore } from '../kubernetes';
import { storedObject } from '../kubernetes/KubeObject';

const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];

/** The account under which the portal reads a cluster. */
export const READER = {
  namespace: 'platform-system',
  name: 'panorama-reader',
  user: 'system:serviceaccount:platform-system:panorama-reader',
} as const;

const READABLE: ReadonlyArray<[group: string, resources: string[]]> = [
  [
    '',
    [
      'namespaces',
      'nodes',
      'pods',
      'pods/log',
      'services',
      'endpoints',
      'events',
      'configmaps',
      'serviceaccounts',
      'resourcequotas',
      'limitranges',
      'persistentvolumeclaims',
      'persistentvolumes',
    ],
  ],
  ['apps', ['deployments', 'statefulsets', 'daemonsets', 'replicasets']],
  ['batch', ['jobs', 'cronjobs']],
  ['autoscaling', ['horizontalpodautoscalers']],
  ['networking.k8s.io', ['ingresses', 'networkpolicies']],
  ['gateway.networking.k8s.io', ['gateways', 'httproutes']],
  ['discovery.k8s.io', ['endpointslices']],
  ['policy', ['poddisruptionbudgets']],
  ['storage.k8s.io', ['storageclasses']],
  ['scheduling.k8s.io', ['priorityclasses']],
  [RBAC, ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings']],
  ['apiextensions.k8s.io', ['customresourcedefinitions']],
  ['metrics.k8s.io', ['pods', 'nodes']],
  ['tenant.kubesphere.io', ['workspaces']],
  ['iam.kubesphere.io', ['workspacerolebindings']],
];

/** What the portal needs to read a cluster, and no more: everything but Secrets, nothing written. */
export function readerObjects(): Array<{ kindId: string; object: KubeObject }> {
  const apiVersion = `${RBAC}/v1`;
  return [
    {
      kindId: 'serviceaccounts',
      object: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: READER.name, namespace: READER.namespace },
      },
    },
    {
      kindId: `clusterroles.${RBAC}`,
      object: {
        apiVersion,
        kind: 'ClusterRole',
        metadata: { name: READER.name },
        rules: READABLE.map(([group, resources]) => ({
          apiGroups: [group],
          resources,
          verbs: READ,
        })),
      },
    },
    {
      kindId: `clusterrolebindings.${RBAC}`,
      object: {
        apiVersion,
        kind: 'ClusterRoleBinding',
        metadata: { name: READER.name },
        roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: READER.name },
        subjects: [
          {
            kind: 'ServiceAccount',
            name: READER.name,
            namespace: READER.namespace,
          },
        ],
      },
    },
  ];
}

export function addReader(store: ObjectStore): void {
  for (const { kindId, object } of readerObjects()) {
    store.upsert(kindId, storedObject(object));
  }
}
