import type { KubeObject } from '../../kubernetes/KubeObject';
import type { WorkloadState } from '../ClusterModel';
import type { PodSet } from '../workload';
import { currentSet } from '../ClusterModel';
import { isFinished, isReady } from '../situation';
import { catalogLabels } from '../podSets';
import { podTemplate } from './podTemplate';
import { isoMs } from './time';

type Json = { [field: string]: unknown };

/** How the pods of a workload are doing, by pod set. */
export interface PodCounts {
  total: number;
  ready: number;
  /** Of the current pod set. */
  updated: number;
  bySet: ReadonlyMap<PodSet, { total: number; ready: number }>;
}

/** Counts what a controller would count: pods that are neither over nor leaving. */
export function countPods(state: WorkloadState): PodCounts {
  const bySet = new Map<PodSet, { total: number; ready: number }>();
  let total = 0;
  let ready = 0;
  for (const { set, situation } of state.pods.values()) {
    if (isFinished(situation) || situation.kind === 'terminating') {
      continue;
    }
    const counts = bySet.get(set) ?? { total: 0, ready: 0 };
    counts.total += 1;
    total += 1;
    if (isReady(situation)) {
      counts.ready += 1;
      ready += 1;
    }
    bySet.set(set, counts);
  }
  const updated = bySet.get(currentSet(state))?.total ?? 0;
  return { total, ready, updated, bySet };
}

/** A Deployment, StatefulSet, DaemonSet or CronJob as it stands. */
export function renderWorkload(
  state: Pick<WorkloadState, 'workload' | 'replicas' | 'generation'>,
  set: PodSet,
  counts: PodCounts,
): KubeObject {
  const { workload, generation } = state;
  const metadata = {
    name: workload.name,
    namespace: workload.namespace.name,
    uid: workload.uid,
    generation,
    creationTimestamp: isoMs(workload.createdAtMs),
    labels: { ...workload.selector, ...catalogLabels(workload, set.version) },
    annotations: {
      'meta.helm.sh/release-name': workload.name,
      'meta.helm.sh/release-namespace': workload.namespace.name,
      ...(workload.kind === 'Deployment' && {
        'deployment.kubernetes.io/revision': String(set.revision),
      }),
    },
  };
  const template = podTemplate(set);
  // What the controller adds to pods is not in the template that people wrote.
  const written = { ...template.metadata.labels };
  for (const label of [
    'pod-template-hash',
    'controller-revision-hash',
    'job-name',
    'batch.kubernetes.io/job-name',
    'batch.kubernetes.io/controller-uid',
  ]) {
    delete written[label];
  }
  const stampedTemplate = {
    ...template,
    metadata: { ...template.metadata, labels: written },
  };
  const selector = { matchLabels: { ...workload.selector } };
  switch (workload.kind) {
    case 'Deployment':
      return {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          replicas: state.replicas,
          revisionHistoryLimit: 2,
          progressDeadlineSeconds: 600,
          strategy: {
            type: 'RollingUpdate',
            rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
          },
          selector,
          template: stampedTemplate,
        },
        status: deploymentStatus(state.replicas, generation, counts, set),
      };
    case 'StatefulSet':
      return {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata,
        spec: {
          replicas: state.replicas,
          serviceName: `${workload.name}-headless`,
          podManagementPolicy: 'OrderedReady',
          updateStrategy: { type: 'RollingUpdate' },
          selector,
          template: stampedTemplate,
          volumeClaimTemplates: [volumeClaimTemplate(workload)],
        },
        status: {
          observedGeneration: generation,
          replicas: counts.total,
          readyReplicas: counts.ready,
          availableReplicas: counts.ready,
          currentReplicas: counts.updated,
          updatedReplicas: counts.updated,
          currentRevision: `${workload.name}-${set.hash}`,
          updateRevision: `${workload.name}-${set.hash}`,
        },
      };
    case 'DaemonSet':
      return {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata,
        spec: {
          updateStrategy: {
            type: 'RollingUpdate',
            rollingUpdate: { maxUnavailable: 1 },
          },
          selector,
          template: stampedTemplate,
        },
        status: {
          observedGeneration: generation,
          desiredNumberScheduled: state.replicas,
          currentNumberScheduled: counts.total,
          updatedNumberScheduled: counts.updated,
          numberReady: counts.ready,
          numberAvailable: counts.ready,
          numberUnavailable: state.replicas - counts.ready,
          numberMisscheduled: 0,
        },
      };
    case 'CronJob':
      return {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata,
        spec: {
          schedule: scheduleOf(state.workload.program.spec),
          concurrencyPolicy: 'Forbid',
          suspend: false,
          successfulJobsHistoryLimit: 3,
          failedJobsHistoryLimit: 1,
          jobTemplate: {
            spec: {
              parallelism: state.replicas,
              completions: state.replicas,
              backoffLimit: 2,
              template: stampedTemplate,
            },
          },
        },
        status: { lastScheduleTime: isoMs(set.createdAtMs) },
      };
    default:
      return workload.kind satisfies never;
  }
}

function scheduleOf(spec: object): string {
  return 'schedule' in spec && typeof spec.schedule === 'string'
    ? spec.schedule
    : '0 * * * *';
}

function deploymentStatus(
  replicas: number,
  generation: number,
  counts: PodCounts,
  set: PodSet,
): Json {
  const available = counts.ready >= Math.ceil(replicas * 0.75);
  const at = isoMs(set.createdAtMs);
  return {
    observedGeneration: generation,
    replicas: counts.total,
    updatedReplicas: counts.updated,
    readyReplicas: counts.ready,
    availableReplicas: counts.ready,
    unavailableReplicas: Math.max(0, replicas - counts.ready),
    conditions: [
      {
        type: 'Available',
        status: available ? 'True' : 'False',
        reason: available
          ? 'MinimumReplicasAvailable'
          : 'MinimumReplicasUnavailable',
        message: available
          ? 'Deployment has minimum availability.'
          : 'Deployment does not have minimum availability.',
        lastTransitionTime: at,
        lastUpdateTime: at,
      },
      {
        type: 'Progressing',
        status: 'True',
        reason: 'NewReplicaSetAvailable',
        message: `ReplicaSet "${set.name}" has successfully progressed.`,
        lastTransitionTime: at,
        lastUpdateTime: at,
      },
    ],
  };
}

function volumeClaimTemplate({ program }: PodSet['workload']) {
  const size = program.type === 'middleware' ? program.spec.volumeGi : 10;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'csi-disk-ssd',
      volumeMode: 'Filesystem',
      resources: { requests: { storage: `${size}Gi` } },
    },
  };
}

/** A ReplicaSet; `desired` is 0 for the ones that a rollout left behind. */
export function renderReplicaSet(
  set: PodSet,
  desired: number,
  counts: { total: number; ready: number },
): KubeObject {
  const { workload } = set;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: set.name,
      namespace: workload.namespace.name,
      uid: set.uid,
      generation: 1,
      creationTimestamp: isoMs(set.createdAtMs),
      labels: { ...set.podLabels },
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(desired),
        'deployment.kubernetes.io/revision': String(set.revision),
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: workload.name,
          uid: workload.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      replicas: desired,
      selector: {
        matchLabels: { ...workload.selector, 'pod-template-hash': set.hash },
      },
      template: podTemplate(set),
    },
    status: {
      observedGeneration: 1,
      replicas: counts.total,
      fullyLabeledReplicas: counts.total,
      readyReplicas: counts.ready,
      availableReplicas: counts.ready,
    },
  };
}

/** One run of a CronJob. */
export function renderJob(
  set: PodSet,
  completions: number,
  counts: {
    active: number;
    succeeded: number;
    failed: number;
    finishedAt?: number;
  },
): KubeObject {
  const { workload } = set;
  const done = counts.active === 0 && counts.succeeded >= completions;
  const finished = isoMs((counts.finishedAt ?? 0) * 1000);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: set.name,
      namespace: workload.namespace.name,
      uid: set.uid,
      generation: 1,
      creationTimestamp: isoMs(set.createdAtMs),
      labels: { ...set.podLabels },
      annotations: {
        'batch.kubernetes.io/cronjob-scheduled-timestamp': isoMs(
          set.createdAtMs,
        ),
      },
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: workload.name,
          uid: workload.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      parallelism: completions,
      completions,
      completionMode: 'NonIndexed',
      backoffLimit: 2,
      selector: {
        matchLabels: { 'batch.kubernetes.io/controller-uid': set.uid },
      },
      template: podTemplate(set),
    },
    status: {
      startTime: isoMs(set.createdAtMs),
      active: counts.active,
      ready: counts.active,
      succeeded: counts.succeeded,
      failed: counts.failed,
      ...(done && {
        completionTime: finished,
        conditions: [
          {
            type: 'Complete',
            status: 'True',
            reason: 'CompletionsReached',
            message: 'Reached expected number of succeeded pods',
            lastProbeTime: finished,
            lastTransitionTime: finished,
          },
        ],
      }),
    },
  };
}
