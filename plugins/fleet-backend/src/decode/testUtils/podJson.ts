import { createHash } from 'node:crypto';

/** What a test says of a pod; everything else is valid by default. */
export interface PodOptions {
  namespace?: string;
  name: string;
  uid?: string;
  resourceVersion?: string;
  node?: string;
  phase?: string;
  labels?: Record<string, string>;
  owner?: { kind: string; name: string };
  image?: string;
  restarts?: number;
  ready?: boolean;
  /** `state` of the one container. */
  containerState?: object;
  lastState?: object;
  deletionTimestamp?: string;
  createdAt?: string;
  /** More of `spec` and `status`. */
  spec?: object;
  status?: object;
}

/** A pod as an API server writes it, of the size that real ones have (about 5 KB). */
export function podJson(options: PodOptions) {
  const {
    namespace = 'shop',
    name,
    node = 'node-1',
    phase = 'Running',
    owner,
    image = 'registry.example/shop/cart:1.4.2',
    restarts = 0,
    ready = phase === 'Running',
  } = options;
  const startedAt = '2026-11-20T08:00:00Z';
  const createdAt = options.createdAt ?? startedAt;
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      namespace,
      uid: options.uid ?? uidOf(`${namespace}/${name}`),
      resourceVersion: options.resourceVersion ?? '1000',
      creationTimestamp: createdAt,
      ...(options.deletionTimestamp && {
        deletionTimestamp: options.deletionTimestamp,
      }),
      labels: options.labels ?? { app: 'cart' },
      annotations: {
        'example.com/note': 'a "quoted" text with \\ and {braces}',
      },
      ...(owner && {
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            ...owner,
            uid: uidOf(`${owner.kind}/${owner.name}`),
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      }),
      managedFields: managedFields(),
    },
    spec: {
      volumes: [
        { name: 'token', projected: { sources: [], defaultMode: 420 } },
      ],
      containers: [
        {
          name: 'main',
          image,
          env: [{ name: 'PASSWORD', value: 'hunter2-in-a-pod' }],
          resources: {
            limits: { cpu: '1', memory: '512Mi' },
            requests: { cpu: '250m', memory: '256Mi' },
          },
          terminationMessagePath: '/dev/termination-log',
        },
      ],
      restartPolicy: 'Always',
      serviceAccountName: 'default',
      ...(node && { nodeName: node }),
      ...options.spec,
    },
    status: {
      phase,
      conditions: [
        {
          type: 'PodScheduled',
          status: node ? 'True' : 'False',
          lastTransitionTime: startedAt,
        },
        {
          type: 'Ready',
          status: ready ? 'True' : 'False',
          lastTransitionTime: startedAt,
        },
      ],
      hostIP: '10.0.0.1',
      podIP: '10.8.0.7',
      containerStatuses: [
        {
          name: 'main',
          state: options.containerState ?? { running: { startedAt } },
          lastState: options.lastState ?? {},
          ready,
          started: true,
          restartCount: restarts,
          image,
          imageID: `${image}@sha256:${'a'.repeat(64)}`,
          containerID: `containerd://${'b'.repeat(64)}`,
        },
      ],
      qosClass: 'Burstable',
      ...options.status,
    },
  };
}

/** The same text, the same uid. */
export function uidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function managedFields() {
  return ['kube-controller-manager', 'kubelet'].map(manager => ({
    manager,
    operation: 'Update' as const,
    apiVersion: 'v1',
    time: '2026-11-20T08:00:00Z',
    fieldsType: 'FieldsV1' as const,
    fieldsV1: Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `f:field${i}`,
        {
          '.': {},
          'f:name': {},
          'f:value': {},
          [`k:{"type":"T${i}"}`]: { '.': {} },
        },
      ]),
    ),
  }));
}
