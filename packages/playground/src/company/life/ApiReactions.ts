import type { StoreChange } from '../../kubernetes';
import type { WorkloadState } from '../ClusterModel';
import type { Controllers } from './Controllers';
import { currentSet } from '../ClusterModel';
import { controllerKind } from '../objects';

/** A controller notices a change about this long after it was made. */
const NOTICE_MS = 150;

/**
 * Lets the company's controllers answer to what somebody writes through the
 * simulated API: a deleted pod comes back, a scaled workload follows, a
 * restarted or changed template rolls out.
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
      cluster.after(NOTICE_MS, () =>
        workloadChanged(controllers, state, change),
      );
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

function workloadChanged(
  controllers: Controllers,
  state: WorkloadState,
  change: StoreChange,
): void {
  const { spec } = change.event.current.object.render() as WrittenWorkload;
  if (typeof spec?.replicas === 'number' && spec.replicas !== state.replicas) {
    controllers.scale(state, spec.replicas);
  }
  const image = spec?.template?.spec?.containers?.[0]?.image;
  const tag = image?.slice(image.lastIndexOf(':') + 1);
  if (tag && tag !== currentSet(state).version) {
    controllers.rollOut(state, tag);
    return;
  }
  const restartedAt =
    spec?.template?.metadata?.annotations?.[
      'kubectl.kubernetes.io/restartedAt'
    ];
  if (
    restartedAt &&
    Date.parse(restartedAt) > currentSet(state).createdAtMs + 1000
  ) {
    controllers.rollOut(state, currentSet(state).version);
  }
}

/** The fields of a written workload that controllers look at. */
interface WrittenWorkload {
  spec?: {
    replicas?: number;
    template?: {
      metadata?: { annotations?: Record<string, string> };
      spec?: { containers?: Array<{ image?: string }> };
    };
  };
}
