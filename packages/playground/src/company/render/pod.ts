import type {
  KubeObject,
  ManagedFieldsEntry,
} from '../../kubernetes/KubeObject';
import type { NamedPod } from '../PodFacts';
import type { PodSet } from '../workload';
import { fieldsOf, managedBy } from './managedFields';
import { podStatus } from './podStatus';
import { containerNames, podTemplate, type PodTemplate } from './podTemplate';
import { isoSeconds } from './time';

/** What all pods of a set have in common. Shared between renderings, never changed. */
interface Stamp {
  annotations: Record<string, string>;
  spec: { [field: string]: unknown };
  volumes: object[];
  /** What the controller wrote. */
  fields: { [path: string]: unknown };
}

/** Pods of one set differ in a few fields only; the rest is made once. */
const stamps = new WeakMap<PodSet, Stamp>();

function stampOf(set: PodSet): Stamp {
  let stamp = stamps.get(set);
  if (!stamp) {
    const { metadata, spec } = podTemplate(set);
    const tokenVolume = `kube-api-access-${set.hash.slice(0, 5)}`;
    const ownVolumes = Array.isArray(spec.volumes) ? spec.volumes : [];
    stamp = {
      annotations: metadata.annotations,
      spec: stampSpec(spec, tokenVolume),
      volumes: [...ownVolumes, tokenProjection(tokenVolume)],
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

/** What admission adds to a template: the account's token, and tolerations for sick nodes. */
function stampSpec(spec: PodTemplate['spec'], tokenVolume: string) {
  const ownTolerations = Array.isArray(spec.tolerations)
    ? spec.tolerations
    : [];
  return {
    ...spec,
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

/** A pod as the API server would send it, 5 to 12 KB of JSON. */
export function renderPod(pod: NamedPod): KubeObject {
  const { set, situation } = pod;
  const stamp = stampOf(set);
  const status = podStatus(pod);
  const created = isoSeconds(pod.createdAt);
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
        ...stamp.annotations,
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
      managedFields: managedFields(pod, stamp.fields),
    },
    spec: podSpec(pod, stamp),
    status,
  };
}

function podSpec(pod: NamedPod, { spec, volumes }: Stamp) {
  const isOrdered = pod.set.ownerKind === 'StatefulSet';
  return {
    ...spec,
    ...(isOrdered && {
      hostname: pod.name,
      subdomain: `${pod.set.name}-headless`,
    }),
    ...(pod.node && { nodeName: pod.node.name }),
    volumes: isOrdered
      ? [
          {
            name: 'data',
            persistentVolumeClaim: { claimName: `data-${pod.name}` },
          },
          ...volumes,
        ]
      : volumes,
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
  pod: NamedPod,
  fields: { [path: string]: unknown },
): ManagedFieldsEntry[] {
  return [
    managedBy(
      'kube-controller-manager',
      'v1',
      isoSeconds(pod.createdAt),
      fields,
    ),
    managedBy(
      pod.node ? 'kubelet' : 'kube-scheduler',
      'v1',
      isoSeconds(pod.node ? pod.since : pod.createdAt),
      { 'f:status': statusFields(pod) },
      'status',
    ),
  ];
}

/** Which fields a status has follows from the situation; only addresses stand in the paths. */
const statusShapes = new Map<string, { [path: string]: unknown }>();

function statusFields(pod: NamedPod): { [path: string]: unknown } {
  const { situation } = pod;
  const shape = [
    situation.kind,
    'reason' in situation ? situation.reason : '',
    'lastReason' in situation ? situation.lastReason : '',
    containerNames(pod.set.workload).length,
    pod.restarts > 0,
    pod.node !== undefined,
  ].join();
  let fields = statusShapes.get(shape);
  if (!fields) {
    const { podIPs: _podIPs, hostIPs: _hostIPs, ...status } = podStatus(pod);
    fields = fieldsOf(status);
    statusShapes.set(shape, fields);
  }
  return pod.node
    ? {
        ...fields,
        'f:podIPs': {
          '.': {},
          [`k:{"ip":"${pod.address}"}`]: { '.': {}, 'f:ip': {} },
        },
      }
    : fields;
}
