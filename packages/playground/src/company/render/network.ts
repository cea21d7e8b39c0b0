import type { KubeObject } from '../../kubernetes/KubeObject';
import type { ExternalService, WorkloadState } from '../ClusterModel';
import type { PodRecord } from '../PodRecord';
import type { Workload } from '../workload';
import { isFinished, isReady } from '../situation';
import { PRODUCTS } from '../spec';
import { uuidOfText } from '../prng';
import { isoMs } from './time';

function owned(
  workload: Workload,
  kind: string,
  name: string,
  labels: object = {},
) {
  return {
    name,
    namespace: workload.namespace.name,
    uid: uuidOfText(`${workload.uid}/${kind}/${name}`),
    creationTimestamp: isoMs(workload.createdAtMs),
    labels: {
      ...workload.selector,
      'backstage.io/kubernetes-id': workload.program.spec.id,
      ...labels,
    },
  };
}

/** The Services of a workload: one for callers, and a headless one for StatefulSets. */
export function renderServices(workload: Workload): KubeObject[] {
  if (!workload.serviceAddress) {
    return [];
  }
  const ports = [
    { name: 'main', port: workload.port, targetPort: 'main', protocol: 'TCP' },
  ];
  const service = (name: string, clusterIP: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: owned(workload, 'service', name),
    spec: {
      type: 'ClusterIP',
      clusterIP,
      clusterIPs: [clusterIP],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      selector: { ...workload.selector },
      sessionAffinity: 'None',
      ports,
    },
    status: { loadBalancer: {} },
  });
  return workload.kind === 'StatefulSet'
    ? [
        service(workload.name, workload.serviceAddress),
        service(`${workload.name}-headless`, 'None'),
      ]
    : [service(workload.name, workload.serviceAddress)];
}

/** The EndpointSlice of a workload's Service, for the pods given. */
export function renderEndpointSlice(
  workload: Workload,
  pods: readonly PodRecord[],
): KubeObject {
  const { name } = workload;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...owned(workload, 'endpointslice', endpointSliceName(workload), {
        'endpointslice.kubernetes.io/managed-by':
          'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': name,
      }),
      generateName: `${name}-`,
      generation: 1,
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          name,
          uid: uuidOfText(`${workload.uid}/service/${name}`),
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    addressType: 'IPv4',
    endpoints: pods.map(pod => ({
      addresses: [pod.address],
      conditions: {
        ready: isReady(pod.situation),
        serving: isReady(pod.situation),
        terminating: pod.situation.kind === 'terminating',
      },
      nodeName: pod.node?.name,
      targetRef: {
        kind: 'Pod',
        name: pod.name,
        namespace: pod.namespace,
        uid: pod.uid,
      },
      zone: pod.node?.zone,
    })),
    ports: [{ name: 'main', port: workload.port, protocol: 'TCP' }],
  };
}

export function endpointSliceName({ name, uid }: Workload): string {
  return `${name}-${uid.slice(0, 5)}`;
}

/** Pods that have an address, at most as many as one EndpointSlice holds. */
export function endpointPods(state: WorkloadState): PodRecord[] {
  const pods: PodRecord[] = [];
  for (const pod of state.pods.values()) {
    const hasAddress =
      pod.node &&
      pod.situation.kind !== 'starting' &&
      pod.situation.kind !== 'imagePull';
    if (hasAddress && !isFinished(pod.situation)) {
      pods.push(pod);
    }
    if (pods.length === 100) {
      break;
    }
  }
  return pods;
}

/** How a cluster knows machines outside: a Service without selector and its endpoints. */
export function renderExternalService(
  clusterName: string,
  external: ExternalService,
  createdAtMs: number,
): { service: KubeObject; endpoints: KubeObject; slice: KubeObject } {
  const { spec, namespace, machines, serviceAddress } = external;
  const { port, word } = PRODUCTS[spec.product];
  const metadata = (kind: string, name: string, labels: object = {}) => ({
    name,
    namespace: namespace.name,
    uid: uuidOfText(`${clusterName}/${namespace.name}/${kind}/${name}`),
    creationTimestamp: isoMs(createdAtMs),
    labels: {
      app: spec.id,
      'app.kubernetes.io/name': spec.id,
      'app.kubernetes.io/part-of': spec.system,
      'backstage.io/kubernetes-id': spec.id,
      ...labels,
    },
    annotations: {
      'panorama.example/runs-on': `${machines.length} virtual machines with ${word} ${spec.version}`,
    },
  });
  return {
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('service', spec.id),
      spec: {
        type: 'ClusterIP',
        clusterIP: serviceAddress,
        clusterIPs: [serviceAddress],
        internalTrafficPolicy: 'Cluster',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        sessionAffinity: 'None',
        ports: [{ name: 'main', port, targetPort: port, protocol: 'TCP' }],
      },
      status: { loadBalancer: {} },
    },
    endpoints: {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: metadata('endpoints', spec.id),
      subsets: [
        {
          addresses: machines.map(ip => ({ ip })),
          ports: [{ name: 'main', port, protocol: 'TCP' }],
        },
      ],
    },
    slice: {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: metadata('endpointslice', `${spec.id}-machines`, {
        'kubernetes.io/service-name': spec.id,
        'endpointslice.kubernetes.io/managed-by':
          'endpointslicemirroring-controller.k8s.io',
      }),
      addressType: 'IPv4',
      endpoints: machines.map(ip => ({
        addresses: [ip],
        conditions: { ready: true },
      })),
      ports: [{ name: 'main', port, protocol: 'TCP' }],
    },
  };
}

/** The entry points from outside, for the two programs that customers reach. */
export function renderIngress(workload: Workload): KubeObject | undefined {
  const hosts: Record<string, string> = {
    'web-shop': 'shop',
    'open-gateway': 'open',
    'app-gateway': 'app',
  };
  const host = hosts[workload.name];
  if (!host || !workload.serviceAddress) {
    return undefined;
  }
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: owned(workload, 'ingress', workload.name),
    spec: {
      ingressClassName: 'apisix',
      rules: [
        {
          host: `${host}.${workload.namespace.environment}.panorama.example`,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: {
                  service: { name: workload.name, port: { name: 'main' } },
                },
              },
            ],
          },
        },
      ],
    },
    status: { loadBalancer: {} },
  };
}
