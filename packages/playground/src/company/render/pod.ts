import type {
  KubeObject,
  ManagedFieldsEntry,
} from '../../kubernetes/KubeObject';
import type { PodRecord } from '../PodRecord';
import type { PodSet } from '../workload';
import { fieldsOf, managedBy } from './managedFields';
import { podStatus } from './podStatus';
import { podTemplate, type PodTemplate } from './podTemplate';
import { isoSeconds } from './time';

interface Stamp {
  template: PodTemplate;
  /** What the controller wrote: the same for every pod of the set. */
  fields: { [path: string]: unknown };
}

/** Pods of one set differ in a few fields only; the rest is made once. */
const stamps = new WeakMap<PodSet, Stamp>();

function stampOf(set: PodSet): Stamp {
  let stamp = stamps.get(set);
  if (!stamp) {
    const template = podTemplate(set);
    const { metadata, spec } = template;
    stamp = {
      template,
      fields: {
        'f:metadata': {
          'f:annotations': { '.': {}, ...fieldsOf(metadata.annotations) },
          'f:generateName': {},
          'f:labels': { '.': {}, ...fieldsOf(metadata.labels) },
          'f:ownerReferences': {
            '.': {},
            [`k:${JSON.stringify({ uid: set.uid })}`]: {},
          },
        },
        'f:spec': fieldsOf(spec),
      },
    };
    stamps.set(set, stamp);
  }
  return stamp;
}

/** A pod as the API server would send it, 5 to 12 KB of JSON. */
export function renderPod(pod: PodRecord): KubeObject {
  const { set, situation } = pod;
  const { template, fields } = stampOf(set);
  const status = podStatus(pod);
  const created = isoSeconds(pod.createdAt);
  const tokenVolume = `kube-api-access-${set.hash.slice(0, 5)}`;
  const leaving = situation.kind === 'terminating';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: pod.name,
      ...(set.ownerKind !== 'StatefulSet' && { generateName: `${set.name}-` }),
      namespace: pod.namespace,
      uid: pod.uid,
      creationTimestamp: created,
      ...(leaving && {
        deletionTimestamp: isoSeconds(pod.since + 30),
        deletionGracePeriodSeconds: 30,
      }),
      labels: { ...pod.labels },
      annotations: {
        ...template.metadata.annotations,
        ...(pod.node && {
          'cni.projectcalico.org/podIP': `${pod.address}/32`,
          'cni.projectcalico.org/podIPs': `${pod.address}/32`,
        }),
      },
      ownerReferences: [
        {
          apiVersion: set.ownerKind === 'Job' ? 'batch/v1' : 'apps/v1',
          kind: set.ownerKind,
          name: set.name,
          uid: set.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
      ...(set.ownerKind === 'Job' &&
      !['completed', 'failed'].includes(situation.kind)
        ? { finalizers: ['batch.kubernetes.io/job-tracking'] }
        : {}),
      managedFields: managedFields(pod, fields, status),
    },
    spec: podSpec(pod, template, tokenVolume),
    status,
  };
}

function podSpec(pod: PodRecord, template: PodTemplate, tokenVolume: string) {
  const { spec } = template;
  const ownTolerations = Array.isArray(spec.tolerations)
    ? spec.tolerations
    : [];
  const volumes = Array.isArray(spec.volumes) ? spec.volumes : [];
  return {
    ...spec,
    ...(pod.set.ownerKind === 'StatefulSet' && {
      hostname: pod.name,
      subdomain: `${pod.set.name}-headless`,
    }),
    ...(pod.node && { nodeName: pod.node.name }),
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
    tolerations: [
      ...ownTolerations,
      ...['not-ready', 'unreachable'].map(taint => ({
        key: `node.kubernetes.io/${taint}`,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      })),
    ],
    volumes: [
      ...volumes,
      ...(pod.ordinal >= 0
        ? [
            {
              name: 'data',
              persistentVolumeClaim: { claimName: `data-${pod.name}` },
            },
          ]
        : []),
      tokenProjection(tokenVolume),
    ],
    containers: spec.containers.map(container => ({
      ...container,
      volumeMounts: [
        ...(Array.isArray(container.volumeMounts)
          ? container.volumeMounts
          : []),
        {
          name: tokenVolume,
          mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
          readOnly: true,
        },
      ],
    })),
  };
}

function tokenProjection(name: string) {
  return {
    name,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        {
          configMap: {
            name: 'kube-root-ca.crt',
            items: [{ key: 'ca.crt', path: 'ca.crt' }],
          },
        },
        {
          downwardAPI: {
            items: [
              {
                path: 'namespace',
                fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
              },
            ],
          },
        },
      ],
    },
  };
}

function managedFields(
  pod: PodRecord,
  fields: { [path: string]: unknown },
  status: object,
): ManagedFieldsEntry[] {
  const entries = [
    managedBy(
      'kube-controller-manager',
      'v1',
      isoSeconds(pod.createdAt),
      fields,
    ),
  ];
  if (pod.node) {
    entries.push(
      managedBy(
        'kubelet',
        'v1',
        isoSeconds(pod.since),
        { 'f:status': fieldsOf(status) },
        'status',
      ),
    );
  } else {
    entries.push(
      managedBy(
        'kube-scheduler',
        'v1',
        isoSeconds(pod.createdAt),
        { 'f:status': fieldsOf(status) },
        'status',
      ),
    );
  }
  return entries;
}
