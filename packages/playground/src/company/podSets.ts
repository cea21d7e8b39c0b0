import { hash32, nameSuffix, uuidOfText } from './prng';
import type { PodSet, Workload, WrittenTemplate } from './workload';

/** The pod set of a workload at a revision; CronJobs have one per run, named by the minute. */
export function createPodSet(
  workload: Workload,
  options: {
    revision: number;
    version: string;
    createdAtMs: number;
    writtenTemplate?: WrittenTemplate;
  },
): PodSet {
  const { revision, version, createdAtMs, writtenTemplate } = options;
  const path = `${workload.cluster.name}/${workload.namespace.name}/${workload.name}`;
  const hash = nameSuffix(hash32(`${path}@${version}#${revision}`), 10);
  const base = {
    workload,
    hash,
    revision,
    version,
    createdAtMs,
    ...(writtenTemplate && { writtenTemplate }),
  };
  switch (workload.kind) {
    case 'Deployment': {
      const name = `${workload.name}-${hash}`;
      return {
        ...base,
        ownerKind: 'ReplicaSet',
        name,
        uid: uuidOfText(`${path}/rs/${name}`),
        podLabels: {
          ...(writtenTemplate?.metadata?.labels ?? {
            ...workload.selector,
            ...catalogLabels(workload, version),
          }),
          'pod-template-hash': hash,
        },
      };
    }
    case 'CronJob': {
      const name = `${workload.name}-${Math.floor(createdAtMs / 60_000)}`;
      const uid = uuidOfText(`${path}/job/${name}`);
      return {
        ...base,
        ownerKind: 'Job',
        name,
        uid,
        podLabels: {
          ...workload.selector,
          ...catalogLabels(workload, version),
          'batch.kubernetes.io/controller-uid': uid,
          'batch.kubernetes.io/job-name': name,
          'job-name': name,
        },
      };
    }
    case 'StatefulSet':
    case 'DaemonSet':
      return {
        ...base,
        ownerKind: workload.kind,
        name: workload.name,
        uid: workload.uid,
        podLabels: {
          ...workload.selector,
          ...catalogLabels(workload, version),
          'controller-revision-hash': `${workload.name}-${hash}`,
        },
      };
    default:
      return workload.kind satisfies never;
  }
}

/** The labels by which people and the catalog find a workload. */
export function catalogLabels(
  workload: Workload,
  version: string,
): Record<string, string> {
  const { spec } = workload.program;
  return {
    'app.kubernetes.io/instance': workload.name,
    'app.kubernetes.io/managed-by': 'Helm',
    'app.kubernetes.io/part-of': spec.system,
    'app.kubernetes.io/version': version,
    'backstage.io/kubernetes-id': spec.id,
  };
}
