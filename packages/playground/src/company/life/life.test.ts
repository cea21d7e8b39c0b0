import { buildCompany } from '../buildCompany';
import { ManualClock } from '../clock';
import { podsOf, type WorkloadState } from '../ClusterModel';
import { COMPANY_KINDS } from '../kinds';
import { requestsOf } from '../workload';
import { isFinished } from '../situation';
import {
  BUILT_IN_KINDS,
  KindRegistry,
  ObjectStore,
  storedObject,
} from '../../kubernetes';
import { reactToApi } from './ApiReactions';
import { Controllers } from './Controllers';
import { Life } from './Life';
import { LiveCluster } from './LiveCluster';

const NINE_MS = Date.UTC(2026, 10, 21, 9, 0, 30);

function livingCluster(
  options: { pods?: number; pace?: number; name?: string } = {},
) {
  const clock = new ManualClock(NINE_MS);
  const { clusters } = buildCompany({
    pods: options.pods ?? 1200,
    preset: 'healthy',
    nowMs: clock.now(),
  });
  const model = clusters.find(
    ({ spec }) => spec.name === (options.name ?? 'prod-hangzhou'),
  );
  if (!model) {
    throw new Error('no such cluster');
  }
  const store = new ObjectStore({
    kinds: new KindRegistry([...BUILT_IN_KINDS, ...COMPANY_KINDS]),
  });
  const live = new LiveCluster(model, store, clock);
  live.fill();
  const controllers = new Controllers(live);
  const life = new Life(controllers, { seed: 3, pace: options.pace ?? 0 });
  life.start();
  return { clock, live, store, controllers, life };
}

function workload(
  live: LiveCluster,
  namespace: string,
  name: string,
): WorkloadState {
  const state = live.state(namespace, name);
  if (!state) {
    throw new Error(`no ${namespace}/${name}`);
  }
  return state;
}

describe('life', () => {
  it('changes something every few seconds at its usual pace', () => {
    const { clock, store } = livingCluster({ pods: 6000, pace: 1 });
    let changes = 0;
    store.onChange(({ kindId }) => {
      changes += kindId === 'pods' ? 1 : 0;
    });
    clock.advance(60_000);
    expect(changes).toBeGreaterThan(60);
    expect(changes).toBeLessThan(600);
  });

  it('stands still at pace 0', () => {
    const { clock, store } = livingCluster({ pace: 0 });
    const before = store.resourceVersion;
    clock.advance(600_000);
    expect(store.resourceVersion).toBe(before);
  });

  it('leaves model, store, replicas and nodes in agreement after a quarter of an hour', () => {
    const { clock, live, store, controllers, life } = livingCluster({
      pace: 12,
    });
    clock.advance(15 * 60_000);
    life.stop();
    clock.advance(5 * 60_000);

    const inModel = new Map([...podsOf(live.model)].map(pod => [pod.uid, pod]));
    const inStore = [...store.list('pods')];
    expect(inStore).toHaveLength(inModel.size);
    expect(inStore.every(pod => inModel.get(pod.uid) === pod)).toBe(true);

    const serving = [...live.model.workloads.values()].filter(
      state => state.workload.kind !== 'CronJob',
    );
    for (const state of serving) {
      expect(controllers.replicasOf(state)).toHaveLength(state.replicas);
    }

    const requested = new Map<string, number>();
    for (const pod of inModel.values()) {
      if (pod.node && !isFinished(pod.situation)) {
        const sum = requested.get(pod.node.name) ?? 0;
        requested.set(pod.node.name, sum + requestsOf(pod.set.workload).cpu);
      }
    }
    for (const [name, cpu] of requested) {
      expect(live.model.scheduler.loadOf(name)?.cpu).toBe(cpu);
    }
  });

  it('has no pod whose owner is gone', () => {
    const { clock, store, life } = livingCluster({ pace: 12 });
    clock.advance(15 * 60_000);
    life.stop();
    clock.advance(5 * 60_000);
    const owners = new Set(
      [
        'replicasets.apps',
        'statefulsets.apps',
        'daemonsets.apps',
        'jobs.batch',
      ].flatMap(kind => [...store.list(kind)].map(({ uid }) => uid)),
    );
    for (const pod of store.list('pods')) {
      const { metadata } = pod.render() as {
        metadata: { ownerReferences: Array<{ uid: string }> };
      };
      expect(owners).toContain(metadata.ownerReferences[0].uid);
    }
  });

  it('runs CronJobs when they are due and keeps three runs', () => {
    const { clock, live, store } = livingCluster({ pods: 6000, pace: 1 });
    const state = workload(live, 'data-batch-prod', 'spark-night');
    const before = state.sets.map(({ name }) => name);
    clock.advance(30 * 60_000);
    const after = state.sets.map(({ name }) => name);
    expect(after).toHaveLength(3);
    expect(after[after.length - 1]).not.toBe(before[before.length - 1]);
    expect(
      [...state.pods.values()].every(({ set }) => after.includes(set.name)),
    ).toBe(true);
    expect(
      [...store.list('jobs.batch', 'data-batch-prod')].filter(({ name }) =>
        name.startsWith('spark-night-'),
      ),
    ).toHaveLength(3);
  });
});

describe('what somebody writes through the API', () => {
  it('brings back a deleted pod under another name', () => {
    const { clock, live, store, controllers } = livingCluster();
    reactToApi(controllers);
    const state = workload(live, 'tracking-prod', 'track-writer');
    const [pod] = state.pods.values();
    const before = state.pods.size;
    store.delete('pods', pod.namespace, pod.name, 'api');
    expect(state.pods.size).toBe(before - 1);
    clock.advance(10_000);
    expect(state.pods.size).toBe(before);
    expect(state.pods.has(pod.name)).toBe(false);
    expect(
      [...state.pods.values()].every(
        ({ situation }) => situation.kind === 'running',
      ),
    ).toBe(true);
  });

  it('brings back a deleted pod of a StatefulSet under the same name', () => {
    const { clock, live, store, controllers } = livingCluster({ pods: 6000 });
    reactToApi(controllers);
    const state = workload(live, 'middleware', 'kafka-events');
    const before = state.pods.get('kafka-events-2');
    store.delete('pods', 'middleware', 'kafka-events-2', 'api');
    clock.advance(10_000);
    const after = state.pods.get('kafka-events-2');
    expect(after?.situation.kind).toBe('running');
    expect(after?.uid).not.toBe(before?.uid);
  });

  it('brings back a deleted pod of a DaemonSet on the same node', () => {
    const { clock, live, store, controllers } = livingCluster();
    reactToApi(controllers);
    const state = workload(live, 'platform-logging', 'fluent-bit');
    const [pod] = state.pods.values();
    store.delete('pods', pod.namespace, pod.name, 'api');
    clock.advance(10_000);
    const nodes = [...state.pods.values()].map(({ node }) => node?.name);
    expect(new Set(nodes)).toEqual(new Set(live.model.nodes.keys()));
    expect(nodes).toHaveLength(live.model.nodes.size);
  });

  it('scales a Deployment, up and down', () => {
    const { clock, live, store, controllers } = livingCluster();
    reactToApi(controllers);
    const state = workload(live, 'tracking-prod', 'track-writer');
    const scaleTo = (replicas: number) => {
      const deployment = store.get(
        'deployments.apps',
        'tracking-prod',
        'track-writer',
      );
      const object = deployment?.render() as { spec: object };
      store.upsert(
        'deployments.apps',
        storedObject({ ...object, spec: { ...object.spec, replicas } }),
        'api',
      );
      clock.advance(15_000);
    };
    scaleTo(state.replicas + 5);
    expect(controllers.replicasOf(state)).toHaveLength(state.replicas);
    expect(state.pods.size).toBe(state.replicas);
    scaleTo(2);
    expect(state.pods.size).toBe(2);
    const rendered = store
      .get('deployments.apps', 'tracking-prod', 'track-writer')
      ?.render() as {
      spec: { replicas: number };
      status: { readyReplicas: number };
    };
    expect(rendered.spec.replicas).toBe(2);
    expect(rendered.status.readyReplicas).toBe(2);
  });
});
