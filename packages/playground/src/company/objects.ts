import type { KindId, KubeObject, StoredObject } from '../kubernetes';
import type { ClusterModel, WorkloadState } from './ClusterModel';
import type { ClusterNode } from './nodes';
import type { ClusterSpec } from './spec';
import type { PodSet } from './workload';
import { storedObject } from '../kubernetes/KubeObject';
import { currentSet } from './ClusterModel';
import { COMPANY_KINDS } from './kinds';
import { catalogLabels } from './podSets';
import { namespaceSums, quotaOf } from './quotas';
import {
  renderAutoscaler,
  renderConfigMap,
  renderDisruptionBudget,
  renderServiceAccount,
  renderVolume,
  renderVolumeClaims,
  STORAGE_CLASS,
} from './render/attachments';
import { renderCustomResourceDefinition } from './render/customResourceDefinition';
import {
  endpointPods,
  endpointSliceName,
  renderEndpointSlice,
  renderExternalService,
  renderIngress,
  renderServices,
} from './render/network';
import { renderNode } from './render/node';
import {
  renderClusterRoleBindings,
  renderLimitRange,
  renderNamespace,
  renderQuota,
  renderRoleBindings,
  renderWorkspace,
  renderWorkspaceRoleBindings,
} from './render/tenancy';
import {
  countPods,
  renderJob,
  renderReplicaSet,
  renderWorkload,
  type PodCounts,
} from './render/workloads';
import { uuidOfText } from './prng';

/** An object of a cluster with the id of its kind. */
export interface ClusterObject {
  kindId: KindId;
  object: StoredObject;
}

const RBAC = 'rbac.authorization.k8s.io';
/** Age of what was set up together with the clusters. */
const FOUNDING_AGE_MS = 420 * 86_400_000;

/**
 * Every object of a cluster, in an order in which they can be created: what
 * others refer to comes first. Pods and their Deployments are rendered lazily.
 */
export function* clusterObjects(
  cluster: ClusterModel,
  nowMs: number,
): Generator<ClusterObject> {
  yield* setUpObjects(cluster, nowMs);
  for (const node of cluster.nodes.values()) {
    yield { kindId: 'nodes', object: nodeObject(cluster.spec, node, nowMs) };
  }
  const foundedMs = nowMs - FOUNDING_AGE_MS;
  for (const external of cluster.external) {
    const { service, endpoints, slice } = renderExternalService(
      cluster.spec.name,
      external,
      foundedMs,
    );
    yield whole('services', service);
    yield whole('endpoints', endpoints);
    yield whole('endpointslices.discovery.k8s.io', slice);
  }
  for (const state of cluster.workloads.values()) {
    yield* attachedObjects(state);
    yield* controllerObjects(state);
  }
  for (const state of cluster.workloads.values()) {
    for (const pod of state.pods.values()) {
      yield { kindId: 'pods', object: pod };
    }
  }
}

function* setUpObjects(
  cluster: ClusterModel,
  nowMs: number,
): Generator<ClusterObject> {
  const { spec } = cluster;
  const foundedMs = nowMs - FOUNDING_AGE_MS;
  if (spec.hasKubeSphere) {
    for (const kind of COMPANY_KINDS) {
      yield whole(
        'customresourcedefinitions.apiextensions.k8s.io',
        renderCustomResourceDefinition(kind, foundedMs),
      );
    }
  }
  yield whole('priorityclasses.scheduling.k8s.io', {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: {
      name: 'tier-1',
      uid: uuidOfText(`${spec.name}/priorityclass/tier-1`),
    },
    value: 100_000,
    globalDefault: false,
    preemptionPolicy: 'PreemptLowerPriority',
    description: 'Services that customers notice within a minute',
  });
  yield whole('storageclasses.storage.k8s.io', {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: STORAGE_CLASS,
      uid: uuidOfText(`${spec.name}/storageclass`),
    },
    provisioner: 'disk.csi.panorama.example',
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'Immediate',
  });
  for (const binding of renderClusterRoleBindings(spec, foundedMs)) {
    yield whole(`clusterrolebindings.${RBAC}`, binding);
  }
  const workspaces = new Set(
    cluster.namespaces.flatMap(({ team }) =>
      team && spec.hasKubeSphere ? [team] : [],
    ),
  );
  for (const team of workspaces) {
    yield whole(
      'workspaces.tenant.kubesphere.io',
      renderWorkspace(spec, team, foundedMs),
    );
    for (const binding of renderWorkspaceRoleBindings(spec, team, foundedMs)) {
      yield whole('workspacerolebindings.iam.kubesphere.io', binding);
    }
  }
  const sums = namespaceSums(cluster);
  for (const namespace of cluster.namespaces) {
    yield whole('namespaces', renderNamespace(spec, namespace, foundedMs));
    for (const binding of renderRoleBindings(spec, namespace, foundedMs)) {
      yield whole(`rolebindings.${RBAC}`, binding);
    }
    const used = sums.get(namespace.name);
    if (namespace.team && used) {
      yield whole(
        'resourcequotas',
        renderQuota(spec, namespace, quotaOf(namespace, used), used, foundedMs),
      );
      yield whole('limitranges', renderLimitRange(spec, namespace, foundedMs));
    }
  }
}

/** What stands beside a workload: account, settings, Services, volumes, budgets. */
function* attachedObjects(state: WorkloadState): Generator<ClusterObject> {
  const { workload } = state;
  yield whole('serviceaccounts', renderServiceAccount(state));
  yield whole('configmaps', renderConfigMap(state));
  for (const service of renderServices(workload)) {
    yield whole('services', service);
  }
  const ingress = renderIngress(workload);
  if (ingress) {
    yield whole('ingresses.networking.k8s.io', ingress);
  }
  for (const claim of renderVolumeClaims(state)) {
    yield whole('persistentvolumes', renderVolume(claim));
    yield whole('persistentvolumeclaims', claim);
  }
  const counts = countPods(state);
  const hasBudget =
    workload.kind === 'Deployment' || workload.kind === 'StatefulSet';
  if (hasBudget && state.replicas > 2) {
    yield whole(
      'poddisruptionbudgets.policy',
      renderDisruptionBudget(state, counts),
    );
  }
  if (workload.program.type === 'service' && workload.program.spec.autoscaled) {
    yield whole(
      'horizontalpodautoscalers.autoscaling',
      renderAutoscaler(state, counts, 52),
    );
  }
}

const CONTROLLER_KINDS: Record<WorkloadState['workload']['kind'], KindId> = {
  Deployment: 'deployments.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
  CronJob: 'cronjobs.batch',
};

export function controllerKind({
  workload,
}: Pick<WorkloadState, 'workload'>): KindId {
  return CONTROLLER_KINDS[workload.kind];
}

/** The objects that controllers keep up to date as pods change. */
export function* controllerObjects(
  state: WorkloadState,
): Generator<ClusterObject> {
  const { workload, replicas, generation, sets, written } = state;
  const counts = countPods(state);
  const set = currentSet(state);
  if (set) {
    yield {
      kindId: controllerKind(state),
      object: {
        namespace: workload.namespace.name,
        name: workload.name,
        uid: workload.uid,
        labels: written?.metadata?.labels ?? {
          ...workload.selector,
          ...catalogLabels(workload, set.version),
        },
        render: () => {
          const rendered = renderWorkload(
            { workload, replicas, generation },
            set,
            counts,
          );
          return written
            ? keepWritten(written, rendered, generation)
            : rendered;
        },
      },
    };
  }
  if (workload.kind === 'Deployment') {
    for (const each of sets) {
      yield replicaSetObject(each, each === set ? replicas : 0, counts);
    }
  }
  if (workload.kind === 'CronJob') {
    for (const each of sets) {
      yield jobObject(state, each);
    }
  }
  if (workload.serviceAddress) {
    yield endpointSliceObject(state);
  }
}

/**
 * What somebody wrote, with what controllers and autoscalers have the last word
 * on: status, revision, and the spec once they have observed this generation.
 */
function keepWritten(
  written: KubeObject,
  rendered: KubeObject,
  observedGeneration: number,
): KubeObject {
  if ((written.metadata?.generation ?? 0) > observedGeneration) {
    return { ...written, status: rendered.status };
  }
  const { replicas, template } = rendered.spec as KubeObject;
  const revision =
    rendered.metadata?.annotations?.['deployment.kubernetes.io/revision'];
  return {
    ...written,
    metadata: {
      ...written.metadata,
      generation: rendered.metadata?.generation,
      annotations: {
        ...written.metadata?.annotations,
        ...(revision && { 'deployment.kubernetes.io/revision': revision }),
      },
    },
    spec: {
      ...(written.spec as KubeObject),
      ...(replicas !== undefined && { replicas }),
      ...(rendered.kind === 'Deployment' && { template }),
    },
    status: rendered.status,
  };
}

function replicaSetObject(
  set: PodSet,
  wanted: number,
  counts: PodCounts,
): ClusterObject {
  const own = counts.bySet.get(set) ?? { total: 0, ready: 0 };
  // An old ReplicaSet is scaled down only as fast as its successor gets ready.
  const desired = wanted > 0 ? wanted : own.total;
  return {
    kindId: 'replicasets.apps',
    object: {
      namespace: set.workload.namespace.name,
      name: set.name,
      uid: set.uid,
      labels: set.podLabels,
      render: () => renderReplicaSet(set, desired, own),
    },
  };
}

function jobObject(state: WorkloadState, set: PodSet): ClusterObject {
  let active = 0;
  let succeeded = 0;
  let failed = 0;
  let finishedAt = 0;
  for (const pod of state.pods.values()) {
    if (pod.set !== set) {
      continue;
    }
    if (pod.situation.kind === 'completed') {
      succeeded += 1;
      finishedAt = Math.max(finishedAt, pod.since);
    } else if (pod.situation.kind === 'failed') {
      failed += 1;
    } else {
      active += 1;
    }
  }
  const completions = Math.max(1, active + succeeded);
  return {
    kindId: 'jobs.batch',
    object: {
      namespace: set.workload.namespace.name,
      name: set.name,
      uid: set.uid,
      labels: set.podLabels,
      render: () =>
        renderJob(set, completions, { active, succeeded, failed, finishedAt }),
    },
  };
}

function endpointSliceObject(state: WorkloadState): ClusterObject {
  const { workload } = state;
  const pods = endpointPods(state);
  return {
    kindId: 'endpointslices.discovery.k8s.io',
    object: {
      namespace: workload.namespace.name,
      name: endpointSliceName(workload),
      uid: uuidOfText(
        `${workload.uid}/endpointslice/${endpointSliceName(workload)}`,
      ),
      labels: {
        ...workload.selector,
        'backstage.io/kubernetes-id': workload.program.spec.id,
        'endpointslice.kubernetes.io/managed-by':
          'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': workload.name,
      },
      render: () => renderEndpointSlice(workload, pods),
    },
  };
}

export function nodeObject(
  spec: ClusterSpec,
  node: ClusterNode,
  nowMs: number,
): StoredObject {
  return storedObject(renderNode(spec, node, Math.floor(nowMs / 1000)));
}

function whole(kindId: KindId, object: KubeObject): ClusterObject {
  return { kindId, object: storedObject(object) };
}
