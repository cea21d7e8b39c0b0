import type { KubeObject } from '../../kubernetes/KubeObject';
import type { WorkloadState } from '../ClusterModel';
import type { PodCounts } from './workloads';
import { uuidOfText } from '../prng';
import { isoMs } from './time';

export const STORAGE_CLASS = 'csi-disk-ssd';

function attached({ workload }: WorkloadState, kind: string, name: string) {
  return {
    name,
    namespace: workload.namespace.name,
    uid: uuidOfText(`${workload.uid}/${kind}/${name}`),
    creationTimestamp: isoMs(workload.createdAtMs),
    labels: {
      ...workload.selector,
      'backstage.io/kubernetes-id': workload.program.spec.id,
    },
  };
}

/** Highest number of replicas that an autoscaler allows. */
export function maxReplicas(state: WorkloadState): number {
  return Math.max(4, Math.ceil(state.replicas * 1.5));
}

export function renderAutoscaler(
  state: WorkloadState,
  counts: PodCounts,
  cpuPercent: number,
): KubeObject {
  const { workload, replicas } = state;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: attached(state, 'hpa', workload.name),
    spec: {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: workload.kind,
        name: workload.name,
      },
      minReplicas: Math.max(1, Math.floor(replicas * 0.6)),
      maxReplicas: maxReplicas(state),
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 60 },
          },
        },
      ],
    },
    status: {
      currentReplicas: counts.total,
      desiredReplicas: replicas,
      currentMetrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            current: { averageUtilization: cpuPercent },
          },
        },
      ],
      conditions: [
        {
          type: 'AbleToScale',
          status: 'True',
          reason: 'ReadyForNewScale',
          message: 'recommended size matches current size',
          lastTransitionTime: isoMs(workload.createdAtMs),
        },
      ],
    },
  };
}

export function renderDisruptionBudget(
  state: WorkloadState,
  counts: PodCounts,
): KubeObject {
  const { workload } = state;
  const desired = Math.max(0, state.replicas - 1);
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { ...attached(state, 'pdb', workload.name), generation: 1 },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: { ...workload.selector } },
    },
    status: {
      observedGeneration: 1,
      expectedPods: state.replicas,
      currentHealthy: counts.ready,
      desiredHealthy: desired,
      disruptionsAllowed: Math.max(0, counts.ready - desired),
    },
  };
}

export function renderVolumeClaims(state: WorkloadState): KubeObject[] {
  const { workload } = state;
  if (workload.program.type !== 'middleware') {
    return [];
  }
  const storage = `${workload.program.spec.volumeGi}Gi`;
  return Array.from({ length: state.replicas }, (_, i) => {
    const name = `data-${workload.name}-${i}`;
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        ...attached(state, 'pvc', name),
        finalizers: ['kubernetes.io/pvc-protection'],
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage } },
        storageClassName: STORAGE_CLASS,
        volumeMode: 'Filesystem',
        volumeName: `pvc-${uuidOfText(`${workload.uid}/pv/${i}`)}`,
      },
      status: {
        phase: 'Bound',
        accessModes: ['ReadWriteOnce'],
        capacity: { storage },
      },
    };
  });
}

/** The disk behind a claim, bound to it from the beginning. */
export function renderVolume(claim: KubeObject): KubeObject {
  const { name, namespace, uid, creationTimestamp } = claim.metadata ?? {};
  const { volumeName, resources, accessModes } = claim.spec as ClaimSpec;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: volumeName,
      uid: uuidOfText(volumeName),
      creationTimestamp,
    },
    spec: {
      capacity: resources.requests,
      accessModes,
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: STORAGE_CLASS,
      volumeMode: 'Filesystem',
      csi: { driver: 'disk.csi.panorama.example', volumeHandle: volumeName },
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        name,
        namespace,
        uid,
      },
    },
    status: { phase: 'Bound' },
  };
}

interface ClaimSpec {
  volumeName: string;
  accessModes: string[];
  resources: { requests: { storage: string } };
}

export function renderServiceAccount(state: WorkloadState): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: attached(state, 'serviceaccount', state.workload.name),
    imagePullSecrets: [{ name: 'harbor-pull' }],
  };
}

/** Settings of a program as people write them: addresses, flags and limits in one file. */
export function renderConfigMap(
  state: WorkloadState,
  changes: Readonly<Record<string, string>> = {},
): KubeObject {
  const { workload } = state;
  const lines =
    workload.program.type === 'middleware'
      ? middlewareSettings(workload.program.spec.product)
      : {
          'server.port': String(workload.port),
          'log.level': 'info',
          ...Object.fromEntries(
            workload.dependencies.map(({ on, host, port }) => [
              `endpoints.${on}`,
              `${host}:${port}`,
            ]),
          ),
        };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: attached(state, 'configmap', `${workload.name}-conf`),
    data: {
      'app.properties': Object.entries({ ...lines, ...changes })
        .map(([key, value]) => `${key}=${value}`)
        .join('\n'),
    },
  };
}

function middlewareSettings(product: string): Record<string, string> {
  switch (product) {
    case 'redis':
      return {
        maxmemory: '5gb',
        'maxmemory-policy': 'allkeys-lru',
        appendonly: 'yes',
      };
    case 'mysql':
      return { max_connections: '2000', innodb_buffer_pool_size: '3G' };
    case 'kafka':
      return { 'log.retention.hours': '72', 'num.partitions': '12' };
    default:
      return { 'log.level': 'info' };
  }
}
