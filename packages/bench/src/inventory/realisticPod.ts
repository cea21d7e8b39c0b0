/**
 * Pods of about 12 KB of JSON, as production clusters send them: two containers,
 * probes, volumes, conditions, and the managedFields of three managers, which
 * make up 40 % of the bytes. The inventory's reader must skip what it does not
 * keep; a pod without ballast would flatter it.
 */

const TEAMS = ['tracking', 'payment', 'scanning', 'routing', 'warehouse'];
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** A number that looks random and is the same in every run (mulberry32). */
function scattered(seed: number): number {
  let t = (seed + 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}

function suffix(seed: number, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) {
    text += ALPHABET[scattered(seed * 31 + i) % ALPHABET.length];
  }
  return text;
}

/** Between now and sixty days ago; pods of a workload start within minutes. */
function createdAt(index: number, service: number): string {
  const rollout = scattered(service) % (60 * 86_400);
  const start =
    Date.UTC(2026, 10, 20) - (rollout + (scattered(index) % 600)) * 1000;
  return `${new Date(start).toISOString().slice(0, 19)}Z`;
}

function uid(index: number): string {
  const hex = index.toString(16).padStart(12, '0');
  return `6f1d2c3b-${hex.slice(0, 4)}-4a5e-8b7c-${hex}`;
}

function managedFields(manager: string, paths: number) {
  const fields: Record<string, unknown> = {};
  for (let i = 0; i < paths; i++) {
    fields[`f:field-${manager}-${i}`] = {
      '.': {},
      'f:name': {},
      'f:value': {},
    };
  }
  return {
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time: '2026-11-20T09:12:31Z',
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:metadata': fields, 'f:spec': fields },
  };
}

function container(name: string, image: string) {
  return {
    name,
    image,
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    env: Array.from({ length: 14 }, (_, i) => ({
      name: `SETTING_${i}`,
      value: `value-of-setting-${i}-of-${name}`,
    })),
    resources: {
      requests: { cpu: '250m', memory: '512Mi' },
      limits: { cpu: '1', memory: '768Mi' },
    },
    volumeMounts: [
      { name: 'config', mountPath: '/etc/app', readOnly: true },
      {
        name: 'kube-api-access',
        mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
        readOnly: true,
      },
    ],
    livenessProbe: {
      httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' },
      initialDelaySeconds: 20,
      timeoutSeconds: 3,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    },
    readinessProbe: {
      httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' },
      timeoutSeconds: 3,
      periodSeconds: 5,
      successThreshold: 1,
      failureThreshold: 3,
    },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: 'IfNotPresent',
  };
}

function containerStatus(name: string, image: string, restartCount: number) {
  return {
    name,
    state: { running: { startedAt: '2026-11-19T09:12:31Z' } },
    lastState: {},
    ready: true,
    restartCount,
    image,
    imageID: `${image}@sha256:${'3f'.repeat(32)}`,
    containerID: `containerd://${'a7'.repeat(32)}`,
    started: true,
  };
}

/** Namespace and name of the pod whose restart count marks the end of a replay. */
export const MARKER = { namespace: 'marker', name: 'marker-0' };

export function realisticPod(
  index: number,
  options: { resourceVersion: number; restarts?: number },
): object {
  const team = TEAMS[index % TEAMS.length];
  const service = Math.floor(index / 12);
  const workload = `${team}-service-${service}`;
  const replicaSet = `${workload}-${suffix(service + 1, 10)}`;
  const namespace = index === 0 ? MARKER.namespace : `${team}-${service % 40}`;
  const name =
    index === 0 ? MARKER.name : `${replicaSet}-${suffix(index + 7, 5)}`;
  const image = `registry.example.com/${team}/${workload}:2.${service % 60}.0`;
  const restarts = options.restarts ?? 0;
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      generateName: `${replicaSet}-`,
      namespace,
      uid: uid(index),
      resourceVersion: String(options.resourceVersion),
      creationTimestamp: createdAt(index, service),
      labels: {
        app: workload,
        'app.kubernetes.io/name': workload,
        'app.kubernetes.io/part-of': team,
        'pod-template-hash': suffix(service + 1, 10),
      },
      annotations: {
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': '8080',
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: replicaSet,
          uid: uid(1_000_000 + service),
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
      managedFields: [
        managedFields('kube-controller-manager', 24),
        managedFields('kubelet', 18),
        managedFields('admission-webhook', 8),
      ],
    },
    spec: {
      volumes: [
        {
          name: 'config',
          configMap: { name: `${workload}-config`, defaultMode: 420 },
        },
        {
          name: 'kube-api-access',
          projected: {
            sources: [
              {
                serviceAccountToken: { expirationSeconds: 3607, path: 'token' },
              },
              { configMap: { name: 'kube-root-ca.crt' } },
            ],
            defaultMode: 420,
          },
        },
      ],
      containers: [
        container('app', image),
        container('sidecar', 'registry.example.com/platform/agent:1.4.2'),
      ],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      serviceAccountName: workload,
      nodeName: `node-${scattered(index + 5) % 1000}`,
      schedulerName: 'default-scheduler',
      tolerations: [
        {
          key: 'node.kubernetes.io/not-ready',
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: 300,
        },
        {
          key: 'node.kubernetes.io/unreachable',
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: 300,
        },
      ],
      priority: 0,
      enableServiceLinks: true,
    },
    status: {
      phase: 'Running',
      conditions: [
        'Initialized',
        'Ready',
        'ContainersReady',
        'PodScheduled',
      ].map(type => ({
        type,
        status: 'True',
        lastProbeTime: null,
        lastTransitionTime: '2026-11-19T09:12:41Z',
      })),
      hostIP: '10.0.0.17',
      podIP: `10.8.${(index >> 8) & 255}.${index & 255}`,
      startTime: '2026-11-19T09:12:31Z',
      containerStatuses: [
        containerStatus('app', image, restarts),
        containerStatus(
          'sidecar',
          'registry.example.com/platform/agent:1.4.2',
          0,
        ),
      ],
      qosClass: 'Burstable',
    },
  };
}
