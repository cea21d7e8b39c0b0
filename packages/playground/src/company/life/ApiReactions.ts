import type { KubeObject } from '../../kubernetes';
import type { WorkloadState } from '../ClusterModel';
import type { WrittenTemplate } from '../workload';
import type { Controllers } from './Controllers';
import { currentSet } from '../ClusterModel';
import { controllerKind } from '../objects';
import { imageTag } from '../render/podTemplate';
import { countPods, renderWorkload } from '../render/workloads';
import { sameJson } from '../../kubernetes/ownership/sameJson';

/** A controller notices a change about this long after it was made. */
const NOTICE_MS = 150;

/**
 * Lets the company's controllers answer to what somebody writes through the
 * simulated API: a deleted pod comes back, a scaled workload follows, a
 * changed template rolls out, and whatever else was written stays.
 */
export function reactToApi(controllers: Controllers): () => void {
  const { cluster } = controllers;
  return cluster.store.onChange(change => {
    if (change.origin !== 'api') {
      return;
    }
    const { namespace, name } = change.event.current.object;
    if (change.kindId === 'pods') {
      if (change.event.type === 'DELETED') {
        podDeleted(controllers, namespace, name);
      }
      return;
    }
    const state = cluster.state(namespace, name);
    if (
      state &&
      change.kindId === controllerKind(state) &&
      change.event.type === 'MODIFIED'
    ) {
      const object = change.event.current.object.render() as KubeObject;
      const { resourceVersion: _, ...metadata } = object.metadata ?? {};
      state.written = { ...object, metadata };
      cluster.after(NOTICE_MS, () => workloadChanged(controllers, state));
    }
  });
}

function podDeleted(
  controllers: Controllers,
  namespace: string,
  name: string,
): void {
  const { cluster } = controllers;
  const state = cluster.stateOfPod(namespace, name);
  const pod = state?.pods.get(name);
  if (!state || !pod) {
    return;
  }
  cluster.removePod(state, pod, false);
  cluster.after(NOTICE_MS, () => {
    if (state.workload.kind === 'DaemonSet') {
      cluster.addPod(state, currentSet(state), {
        node: pod.node,
        ordinal: -1,
        situation: { kind: 'running' },
        createdAtMs: cluster.clock.now(),
        readyAfterMs: 0,
        restarts: 0,
      });
    } else {
      controllers.reconcile(state);
    }
  });
}

/** Follows what somebody wrote: replicas, and a template that differs from the one in use. */
function workloadChanged(controllers: Controllers, state: WorkloadState): void {
  const written = state.written as WrittenWorkload | undefined;
  const { replicas, template } = written?.spec ?? {};
  if (typeof replicas === 'number') {
    controllers.scale(state, replicas);
  }
  const set = currentSet(state);
  const inUse = renderWorkload(state, set, countPods(state)).spec;
  if (template && !sameJson(template, (inUse as WorkloadSpec).template)) {
    const image = template.spec.containers[0]?.image;
    const tag = typeof image === 'string' ? imageTag(image) : undefined;
    controllers.rollOver(state, tag ?? set.version, template);
  }
  // One write counts once, whatever follows from it.
  state.generation = written?.metadata?.generation ?? state.generation;
  controllers.cluster.touch(state);
}

type WorkloadSpec = { replicas?: number; template?: WrittenTemplate };

/** The fields of a written workload that controllers look at. */
type WrittenWorkload = KubeObject & { spec?: WorkloadSpec };
