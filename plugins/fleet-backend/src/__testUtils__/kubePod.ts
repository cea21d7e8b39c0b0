import type { KubernetesJson } from '@panorama/plugin-fleet-node';

export type Json = { [key: string]: KubernetesJson };

/** A pod as an API server sends it; a test shows only what it is about. */
export function kubePod(
  namespace: string,
  name: string,
  more: {
    deployment?: string;
    image?: string;
    node?: string;
    labels?: Record<string, string>;
    waiting?: string;
    environment?: Record<string, string>;
  } = {},
): Json & { metadata: Json } {
  const { deployment = name.split('-').slice(0, -2).join('-') || name } = more;
  const container = {
    name: 'main',
    image: more.image ?? `registry.example.org/${deployment}:1.0`,
    resources: {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { memory: '256Mi' },
    },
    env: Object.entries(more.environment ?? {}).map(([key, value]) => ({
      name: key,
      value,
    })),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace,
      name,
      uid: uidOf(`${namespace}/${name}`),
      resourceVersion: '42',
      creationTimestamp: '2026-11-20T09:00:00Z',
      labels: {
        app: deployment,
        'pod-template-hash': '5d4f8c7b9',
        ...more.labels,
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${deployment}-5d4f8c7b9`,
          uid: uidOf(deployment),
          controller: true,
        },
      ],
    },
    spec: {
      nodeName: more.node ?? 'node-1',
      serviceAccountName: 'default',
      containers: [container],
    },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      conditions: [
        {
          type: 'Ready',
          status: more.waiting ? 'False' : 'True',
          lastTransitionTime: '2026-11-20T09:00:05Z',
        },
      ],
      containerStatuses: [
        {
          name: 'main',
          ready: !more.waiting,
          restartCount: more.waiting ? 3 : 0,
          state: more.waiting
            ? { waiting: { reason: more.waiting, message: 'back-off 40s' } }
            : { running: { startedAt: '2026-11-20T09:00:04Z' } },
        },
      ],
    },
  };
}

/** The same uid for the same text; a version 4 UUID as Kubernetes writes it. */
export function uidOf(text: string): string {
  let hash = 0x811c9dc5;
  let hex = '';
  for (let round = 0; hex.length < 32; round++) {
    for (const character of `${round}${text}`) {
      hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
    }
    hex += hash.toString(16).padStart(8, '0');
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(
    13,
    16,
  )}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
