import type { PodSet, Workload, WrittenTemplate } from '../workload';
import { imageRepository } from '../workload';
import { environmentOf } from './environment';
import { isoMs } from './time';

type Json = { [field: string]: unknown };

export interface PodTemplate {
  metadata: {
    labels: Record<string, string>;
    annotations: Record<string, string>;
  };
  spec: Json & { containers: Json[] };
}

/** The name of the container that carries the program. */
export const MAIN_CONTAINER = 'app';
export const SIDECAR = 'log-agent';
export const SIDECAR_IMAGE =
  'harbor.panorama.example/platform/fluent-bit:3.0.4';

/** Names of a pod's containers, the main one first. */
export function containerNames(workload: Workload): string[] {
  return hasSidecar(workload) ? [MAIN_CONTAINER, SIDECAR] : [MAIN_CONTAINER];
}

export function mainImage(set: PodSet): string {
  return `${imageRepository(set.workload)}:${set.version}`;
}

function hasSidecar({ program }: Workload): boolean {
  return program.type === 'service' && program.spec.sidecar === true;
}

/** What a controller stamps pods from. */
export function podTemplate(set: PodSet): PodTemplate {
  const { workload, writtenTemplate } = set;
  if (writtenTemplate) {
    return stampWritten(set, writtenTemplate);
  }
  const annotations: Record<string, string> = {
    'kubectl.kubernetes.io/restartedAt': isoMs(set.createdAtMs),
    'prometheus.io/port': String(workload.port),
    'prometheus.io/scrape': 'true',
  };
  return {
    metadata: { labels: { ...set.podLabels }, annotations },
    spec: {
      ...(workload.kind === 'CronJob'
        ? { restartPolicy: 'Never' }
        : { restartPolicy: 'Always' }),
      ...(workload.kind === 'DaemonSet' && { hostNetwork: false }),
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      serviceAccountName: workload.name,
      serviceAccount: workload.name,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001 },
      imagePullSecrets: [{ name: 'harbor-pull' }],
      schedulerName: 'default-scheduler',
      ...(isTierOne(workload) && {
        priorityClassName: 'tier-1',
        priority: 100_000,
      }),
      ...spreading(workload),
      ...tolerations(workload),
      volumes: volumes(workload),
      containers: [
        mainContainer(set),
        ...(hasSidecar(workload) ? [sidecar()] : []),
      ],
    },
  };
}

/** Somebody's template, with the labels and the version that belong to the pod set. */
function stampWritten(set: PodSet, written: WrittenTemplate): PodTemplate {
  const [main, ...others] = written.spec.containers;
  return {
    metadata: {
      labels: { ...set.podLabels },
      annotations: { ...written.metadata?.annotations },
    },
    spec: {
      ...written.spec,
      containers: [
        { ...main, image: imageWithTag(String(main.image), set.version) },
        ...others,
      ],
    },
  };
}

/** The tag of an image reference; undefined where it has none. */
export function imageTag(image: string): string | undefined {
  return /:([^/:@]+)$/.exec(image)?.[1];
}

function imageWithTag(image: string, tag: string): string {
  return imageTag(image) === undefined
    ? image
    : image.replace(/:[^/:@]+$/, `:${tag}`);
}

function isTierOne({ program }: Workload): boolean {
  return program.type === 'service' && program.spec.tier === 1;
}

function spreading(workload: Workload): Json {
  if (workload.kind !== 'Deployment' && workload.kind !== 'StatefulSet') {
    return {};
  }
  return {
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              labelSelector: { matchLabels: { ...workload.selector } },
              topologyKey: 'kubernetes.io/hostname',
            },
          },
        ],
      },
    },
  };
}

function tolerations(workload: Workload): Json {
  if (workload.kind === 'DaemonSet') {
    return { tolerations: [{ operator: 'Exists' }] };
  }
  const gpus =
    workload.program.type === 'service' ? workload.program.spec.gpus : 0;
  return {
    tolerations: [
      ...(gpus
        ? [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }]
        : []),
    ],
  };
}

function volumes(workload: Workload): Json[] {
  const config = {
    name: 'config',
    configMap: { name: `${workload.name}-conf`, defaultMode: 420 },
  };
  const list: Json[] = [config, { name: 'tmp', emptyDir: {} }];
  if (hasSidecar(workload)) {
    list.push({ name: 'logs', emptyDir: { sizeLimit: '1Gi' } });
  }
  return list;
}

function mainContainer(set: PodSet): Json {
  const { workload } = set;
  const { spec } = workload.program;
  const gpus =
    workload.program.type === 'service'
      ? workload.program.spec.gpus
      : undefined;
  const mounts: Json[] = [
    { name: 'config', mountPath: '/etc/app', readOnly: true },
    { name: 'tmp', mountPath: '/tmp' },
  ];
  if (workload.program.type === 'middleware') {
    mounts.push({ name: 'data', mountPath: '/data' });
  }
  if (hasSidecar(workload)) {
    mounts.push({ name: 'logs', mountPath: '/var/log/app' });
  }
  return {
    name: MAIN_CONTAINER,
    image: mainImage(set),
    imagePullPolicy: 'IfNotPresent',
    ...(workload.kind !== 'CronJob' && {
      ports: [{ name: 'main', containerPort: workload.port, protocol: 'TCP' }],
      ...probes(workload),
    }),
    env: environmentOf(workload),
    resources: {
      requests: {
        cpu: `${spec.cpu.request}m`,
        memory: `${spec.memory.request}Mi`,
        ...(gpus && { 'nvidia.com/gpu': String(gpus) }),
      },
      limits: {
        cpu: `${spec.cpu.limit}m`,
        memory: `${spec.memory.limit}Mi`,
        ...(gpus && { 'nvidia.com/gpu': String(gpus) }),
      },
    },
    volumeMounts: mounts,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

function probes(workload: Workload): Json {
  const timing = {
    timeoutSeconds: 3,
    successThreshold: 1,
    failureThreshold: 3,
  };
  const check =
    workload.program.type === 'middleware'
      ? { tcpSocket: { port: 'main' } }
      : { httpGet: { path: '/readyz', port: 'main', scheme: 'HTTP' } };
  return {
    readinessProbe: {
      ...check,
      ...timing,
      initialDelaySeconds: 5,
      periodSeconds: 5,
    },
    livenessProbe: {
      tcpSocket: { port: 'main' },
      ...timing,
      initialDelaySeconds: 30,
      periodSeconds: 10,
    },
  };
}

function sidecar(): Json {
  return {
    name: SIDECAR,
    image: SIDECAR_IMAGE,
    imagePullPolicy: 'IfNotPresent',
    args: ['--config=/etc/app/fluent-bit.conf'],
    resources: {
      requests: { cpu: '50m', memory: '64Mi' },
      limits: { cpu: '200m', memory: '128Mi' },
    },
    volumeMounts: [{ name: 'logs', mountPath: '/var/log/app', readOnly: true }],
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  };
}
