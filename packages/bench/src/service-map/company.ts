import { randomBytes } from 'node:crypto';
import type { PodListItem } from '@panorama/plugin-fleet-common';
import type {
  AccessSet,
  EndpointSliceFields,
  FleetObject,
  FleetServiceHandle,
  KubeServiceFields,
  PlatformFleet,
  WorkloadFields,
} from '@panorama/plugin-fleet-node';
import { serviceAt, SERVICES_PER_NAMESPACE } from './mesh';
import type { Regression } from './regression';

const PADDING_BYTES = 512;
const SLOW_RIGHTS_MS = 0.1;

/**
 * An inventory in memory with the services that the mesh calls: a Deployment of
 * two pods behind each. Whoever asks may read everything; every viewer has rights
 * of their own, as if no two were in the same teams.
 */
export function companyFleet(
  namespaces: number,
  regression?: Regression,
): FleetServiceHandle {
  const objects = new Map<string, FleetObject[]>();
  const pods: PodListItem[] = [];
  const createdAt = Date.now() - 86_400_000;
  const put = (
    kindId: string,
    namespace: string,
    name: string,
    fields: object,
  ) =>
    objects.set(kindId, [
      ...(objects.get(kindId) ?? []),
      {
        uid: `${kindId}/${namespace}/${name}`,
        resourceVersion: '1',
        cluster: 'prod',
        kindId,
        namespace,
        name,
        createdAt,
        labels: {},
        fields,
      },
    ]);
  for (let index = 0; index < namespaces * SERVICES_PER_NAMESPACE; index += 1) {
    const { namespace, name } = serviceAt(index);
    put('deployments.apps', namespace, name, workloadOf(name));
    put('services', namespace, name, {
      type: 'ClusterIP',
      selector: { app: name },
      ports: [{ port: 8080, protocol: 'TCP' }],
    } satisfies KubeServiceFields);
    put('endpointslices.discovery.k8s.io', namespace, `${name}-1`, {
      service: name,
      addressType: 'IPv4',
      ports: [{ port: 8080 }],
      endpoints: [1, 2].map(pod => ({
        addresses: [`10.${index >> 8}.${index & 255}.${pod}`],
        ready: true,
        pod: `${name}-${pod}`,
      })),
    } satisfies EndpointSliceFields);
    const owner =
      regression === 'padding'
        ? randomBytes(PADDING_BYTES).toString('hex')
        : `group:default/${namespace}`;
    pods.push(...[1, 2].map(pod => podOf(namespace, name, pod, owner)));
  }
  const fleet: PlatformFleet = {
    platform: true,
    clusters: () => [
      { name: 'prod', freshness: 'live', missingKinds: [], hasUsage: false },
    ],
    pods: () => pods,
    objects: <T>(kindId: string) =>
      (objects.get(kindId) ?? []) as Array<FleetObject<T>>,
    podDetail: notNeeded,
    getObject: notNeeded,
    onChange: () => () => {},
  };
  let viewers = 0;
  return {
    provide: () => {},
    forPlatform: () => fleet,
    async forUser(credentials) {
      const { userEntityRef = `${(viewers += 1)}` } = credentials.principal as {
        userEntityRef?: string;
      };
      return { ...fleet, access: accessOf(userEntityRef, regression) };
    },
  };
}

function accessOf(classId: string, regression?: Regression): AccessSet {
  return {
    classId,
    version: 1,
    has: () => {
      const until = performance.now() + SLOW_RIGHTS_MS;
      while (regression === 'slowRights' && performance.now() < until);
      return true;
    },
    hasCluster: () => true,
    onChange: () => () => {},
  };
}

function workloadOf(name: string): WorkloadFields & object {
  return {
    desired: 2,
    ready: 2,
    updated: 2,
    paused: false,
    conditions: [],
    selector: { matchLabels: { app: name } },
    template: {
      labels: { app: name },
      containers: [
        {
          name,
          init: false,
          image: `registry.example.com/team/${name}:1.0`,
          ports: [8080],
          addresses: [],
          configMaps: [],
          hasReadinessProbe: true,
          hasLivenessProbe: true,
        },
      ],
      claims: [],
      gpus: 0,
    },
  } as WorkloadFields & object;
}

function podOf(
  namespace: string,
  workloadName: string,
  index: number,
  owner: string,
): PodListItem {
  return {
    cluster: 'prod',
    namespace,
    name: `${workloadName}-${index}`,
    state: 'running',
    workloadKind: 'Deployment',
    workloadName,
    node: `machine-${index}`,
    owner,
    image: `registry.example.com/team/${workloadName}:1.0`,
    shape: { containers: 1, qos: 'Burstable', gpus: 0 },
    readyContainers: 1,
    restarts: 0,
    restartsLastHour: 0,
    createdAt: Date.now() - 3_600_000,
  };
}

function notNeeded(): never {
  throw new Error('The map asks for no single pod or object.');
}
