import fc from 'fast-check';
import type { PodListItem, PodState } from '@panorama/plugin-fleet-common';
import type { PodFacts } from '../decode/podFacts';
import { uidOf } from '../decode/testUtils/podJson';
import { POD_CHANGE } from '../worker/classEncoding';
import { PodColumns } from './PodColumns';
import { RowAttributes } from './RowAttributes';
import { SharedPodColumnsReader } from './SharedPodColumnsReader';

const NOW = Date.parse('2026-11-20T09:00:00Z');

const facts = (name: string, more: Partial<PodFacts> = {}): PodFacts => ({
  uid: uidOf(`${more.namespace ?? 'shop'}/${name}`),
  namespace: 'shop',
  name,
  resourceVersion: '100',
  createdAtMs: NOW - 3_600_000,
  labels: { app: 'cart' },
  node: 'node-1',
  image: 'cart:1',
  shape: { qos: 'Burstable', gpus: 0, containers: 1, cpuRequest: 100 },
  state: 'running',
  readyContainers: 1,
  restarts: 0,
  datedRestarts: 0,
  ...more,
});

function table() {
  let moved = false;
  const columns = new PodColumns(NOW, () => {
    moved = true;
  });
  const attributes = new RowAttributes();
  const reader = new SharedPodColumnsReader(columns.shared(), attributes);
  const cluster = columns.cluster('prod-a');
  const other = columns.cluster('prod-b');
  /** The reader with the memory that the main thread would have by now. */
  const read = () => {
    if (moved) {
      reader.attach(columns.shared());
      moved = false;
    }
    return reader;
  };
  const pod = (name: string, namespace = 'shop', clusterName = 'prod-a') => {
    const slot = read().find(clusterName, namespace, name);
    return slot === undefined ? undefined : read().pod(slot);
  };
  const says = (name: string) => {
    const { state, reason } = pod(name) ?? {};
    return reason ? `${state} (${reason})` : state;
  };
  return { columns, attributes, cluster, other, read, pod, says };
}

const replica = (n: number, more: Partial<PodFacts> = {}) =>
  facts(`cart-6d4f9c7b88-${n}`, {
    owner: { kind: 'ReplicaSet', name: 'cart-6d4f9c7b88' },
    labels: { app: 'cart', 'pod-template-hash': '6d4f9c7b88' },
    ...more,
  });

describe('the pod columns', () => {
  it('hold what a map of pods holds, after any upserts, deletions and lists', () => {
    const name = fc.constantFrom(
      'a',
      'b',
      'cart-x-1',
      'cart-x-12345',
      'a-name-longer-than-eight',
      'e',
    );
    const anyFacts = fc.record({
      name,
      namespace: fc.constantFrom('shop', 'pay'),
      owner: fc.constantFrom(
        undefined,
        { kind: 'ReplicaSet', name: 'cart-x' },
        { kind: 'StatefulSet', name: 'a' },
      ),
      state: fc.constantFrom<PodState>('running', 'crashloop', 'failed'),
      reason: fc.constantFrom(undefined, 'CrashLoopBackOff', 'Evicted'),
      node: fc.constantFrom(undefined, 'n1', 'n2'),
      image: fc.constantFrom('i:1', 'i:2'),
      restarts: fc.nat(5),
      resourceVersion: fc
        .nat({ max: 2 ** 40 })
        .map(version => String(version + 1)),
    });
    const command = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          type: fc.constant('put' as const),
          pod: anyFacts,
          cluster: fc.nat(1),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          type: fc.constant('delete' as const),
          pod: anyFacts,
          cluster: fc.nat(1),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('list' as const),
          pods: fc.array(anyFacts),
          cluster: fc.nat(1),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ type: fc.constant('take' as const) }),
      },
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 80 }), commands => {
        const { columns, read } = table();
        const model = new Map<string, PodFacts>();
        // A cluster gives one uid to one pod; its owner and name never change.
        const known = new Map<string, PodFacts['owner']>();
        const complete = (
          pod: Partial<PodFacts> & { name: string },
          cluster: number,
        ) => {
          const key = `${cluster}/${pod.namespace}/${pod.name}`;
          if (!known.has(key)) {
            known.set(key, pod.owner);
          }
          return {
            key,
            pod: facts(pod.name, { ...pod, owner: known.get(key) }),
          };
        };
        for (const [i, step] of commands.entries()) {
          const now = NOW + i * 20_000;
          if (step.type === 'put') {
            const { key, pod } = complete(step.pod, step.cluster);
            columns.upsert(step.cluster, pod, now);
            model.set(key, pod);
          } else if (step.type === 'delete') {
            const { key, pod } = complete(step.pod, step.cluster);
            expect(columns.delete(step.cluster, pod.uid, now)).toBe(
              model.delete(key),
            );
          } else if (step.type === 'list') {
            columns.beginList(step.cluster);
            const prefix = `${step.cluster}/`;
            const listed = step.pods.map(pod => complete(pod, step.cluster));
            listed.forEach(({ pod }) => columns.upsert(step.cluster, pod, now));
            columns.endList(step.cluster, now);
            [...model.keys()]
              .filter(key => key.startsWith(prefix))
              .forEach(key => model.delete(key));
            listed.forEach(({ key, pod }) => model.set(key, pod));
          } else {
            columns.take(now);
          }
        }
        const reader = read();
        const rows = [...reader.slots()].map(slot => {
          const pod = reader.pod(slot)!;
          const identity = reader.podIdentity(slot)!;
          return [
            `${reader.clusterId(pod.cluster)}/${pod.namespace}/${pod.name}`,
            {
              uid: identity.uid,
              version: identity.resourceVersion,
              owner: identity.owner,
              state: pod.state,
              reason: pod.reason,
              node: pod.node,
              image: pod.image,
              restarts: pod.restarts,
            },
          ];
        });
        const expected = [...model].map(([key, pod]) => [
          key,
          {
            uid: pod.uid,
            version: pod.resourceVersion,
            owner: pod.owner,
            state: pod.state,
            reason: pod.reason,
            node: pod.node,
            image: pod.image,
            restarts: pod.restarts,
          },
        ]);
        expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
        expect(reader.size).toBe(model.size);
      }),
      { numRuns: 150 },
    );
  });

  it('tell the same changes as comparing the rows before and after', () => {
    const { columns, cluster, read } = table();
    const slotOf = (n: number) =>
      read().find('prod-a', 'shop', replica(n).name)!;
    for (let n = 0; n < 5; n += 1) {
      columns.upsert(cluster, replica(n), NOW);
    }
    const first = columns.take(NOW);
    expect([...first.slots].sort()).toEqual([0, 1, 2, 3, 4]);
    expect([...first.what].every(what => what & POD_CHANGE.added)).toBe(true);

    const slots = [0, 1, 2, 3].map(slotOf);
    columns.upsert(cluster, replica(0, { resourceVersion: '101' }), NOW);
    columns.upsert(
      cluster,
      replica(1, { state: 'crashloop', reason: 'CrashLoopBackOff' }),
      NOW,
    );
    columns.upsert(cluster, replica(2, { restarts: 2 }), NOW);
    columns.delete(cluster, replica(3).uid, NOW);
    const { slots: changed, what } = columns.take(NOW);
    expect(
      Object.fromEntries([...changed].map((slot, i) => [slot, what[i]])),
    ).toEqual({
      [slots[1]]: POD_CHANGE.state,
      [slots[2]]: POD_CHANGE.restarts,
      [slots[3]]: POD_CHANGE.removed,
    });
  });

  it('do not give a slot to another pod before its removal was told', () => {
    const { columns, cluster, read } = table();
    columns.upsert(cluster, facts('a'), NOW);
    columns.take(NOW);
    columns.delete(cluster, facts('a').uid, NOW);
    columns.upsert(cluster, facts('b'), NOW);
    expect(read().find('prod-a', 'shop', 'b')).toBe(1);
    columns.take(NOW);
    columns.upsert(cluster, facts('c'), NOW);
    expect(read().find('prod-a', 'shop', 'c')).toBe(0);
  });

  it('know a pod that was created anew under its old name as another one', () => {
    const { columns, cluster, read } = table();
    columns.upsert(cluster, facts('redis-0'), NOW);
    columns.delete(cluster, facts('redis-0').uid, NOW);
    columns.upsert(cluster, facts('redis-0', { uid: uidOf('second') }), NOW);
    expect(read().size).toBe(1);
    expect(
      read().podIdentity(read().find('prod-a', 'shop', 'redis-0')!)!.uid,
    ).toBe(uidOf('second'));
  });

  it('keep equal uids of two clusters apart', () => {
    const { columns, cluster, other, pod } = table();
    columns.upsert(cluster, facts('a'), NOW);
    columns.upsert(other, facts('a', { node: 'elsewhere' }), NOW);
    columns.delete(cluster, facts('a').uid, NOW);
    expect(pod('a')).toBeUndefined();
    expect(pod('a', 'shop', 'prod-b')?.node).toBe('elsewhere');
  });

  it('take less than a hundred bytes a pod once a list is complete', () => {
    const { columns, cluster } = table();
    for (const pods of [15_000, 20_000, 24_000]) {
      columns.beginList(cluster);
      for (let n = 0; n < pods; n += 1) {
        columns.upsert(cluster, replica(n, { uid: uidOf(String(n)) }), NOW);
      }
      columns.endList(cluster, NOW);
      const { columns: buffers } = columns.shared();
      const bytes = Object.values(buffers).reduce(
        (sum, buffer) => sum + buffer.byteLength,
        0,
      );
      expect(bytes / pods).toBeLessThan(100);
    }
  });

  it('are the same after they were fitted, and take more pods', () => {
    const { columns, cluster, read, pod } = table();
    const ofNode = (n: number) =>
      replica(n, {
        uid: uidOf(String(n)),
        node: `node-${n}`,
        state: 'crashloop',
        reason: `reason-${n % 3}`,
      });
    columns.beginList(cluster);
    for (let n = 0; n < 5_200; n += 1) {
      columns.upsert(cluster, ofNode(n), NOW);
    }
    const before = columns.shared().columns.live.byteLength;
    columns.endList(cluster, NOW);
    const fitted = columns.shared().columns.live.byteLength;
    expect(fitted).toBeLessThan(before);

    for (let n = 5_200; n < 6_500; n += 1) {
      columns.upsert(cluster, ofNode(n), NOW);
    }
    expect(columns.delete(cluster, uidOf('17'), NOW)).toBe(true);
    expect(read().size).toBe(6_499);
    for (const n of [0, 1, 5_199, 5_200, 6_499]) {
      expect(pod(replica(n).name)).toMatchObject({
        node: `node-${n}`,
        state: 'crashloop',
        reason: `reason-${n % 3}`,
      });
    }
    expect(pod(replica(17).name)).toBeUndefined();
    expect(columns.shared().columns.live.byteLength).toBeGreaterThan(fitted);
  });
});

describe('the workload of a pod', () => {
  it('is the Deployment, before the ReplicaSet is known', () => {
    const { columns, cluster, pod } = table();
    columns.upsert(cluster, replica(1), NOW);
    expect(pod(replica(1).name)).toMatchObject({
      workloadKind: 'Deployment',
      workloadName: 'cart',
    });
  });

  it('is corrected when the ReplicaSet says otherwise, also for pods that come later', () => {
    const { columns, cluster, pod } = table();
    columns.upsert(cluster, replica(1), NOW);
    columns.take(NOW);
    const owner = { ...replica(1).owner!, labels: replica(1).labels };
    columns.setTopOwner(
      cluster,
      'shop',
      owner,
      { kind: 'Rollout', name: 'cart-rollout' },
      NOW,
    );
    columns.upsert(cluster, replica(2), NOW);
    for (const n of [1, 2]) {
      expect(pod(replica(n).name)).toMatchObject({
        workloadKind: 'Rollout',
        workloadName: 'cart-rollout',
      });
    }
    expect(columns.take(NOW).what[0]).toBe(POD_CHANGE.placement);
  });

  it('is the ReplicaSet itself where nothing owns it', () => {
    const { columns, cluster, pod } = table();
    columns.upsert(cluster, replica(1), NOW);
    const owner = { ...replica(1).owner!, labels: replica(1).labels };
    columns.setTopOwner(cluster, 'shop', owner, undefined, NOW);
    expect(pod(replica(1).name)).toMatchObject({
      workloadKind: 'ReplicaSet',
      workloadName: 'cart-6d4f9c7b88',
    });
  });

  test.each<[string, Partial<PodFacts>, Partial<PodListItem>]>([
    [
      'report-29412345-abcde',
      { owner: { kind: 'Job', name: 'report-29412345' } },
      { workloadKind: 'CronJob', workloadName: 'report' },
    ],
    [
      'migrate-abcde',
      { owner: { kind: 'Job', name: 'migrate' } },
      { workloadKind: 'Job', workloadName: 'migrate' },
    ],
    [
      'redis-0',
      { owner: { kind: 'StatefulSet', name: 'redis' } },
      { workloadKind: 'StatefulSet', workloadName: 'redis' },
    ],
    [
      'etcd-node-1',
      { owner: { kind: 'Node', name: 'node-1' } },
      { workloadKind: 'StaticPod', workloadName: 'etcd' },
    ],
    ['debug', {}, { workloadKind: 'Pod', workloadName: 'debug' }],
  ])('%s is found by its owner', (name, more, expected) => {
    const { columns, cluster, pod } = table();
    columns.upsert(cluster, facts(name, more), NOW);
    expect(pod(name)).toMatchObject(expected);
  });

  it('has the owner that the catalog gives it, and the namespace its tenant', () => {
    const { columns, attributes, cluster, pod } = table();
    columns.upsert(cluster, replica(1), NOW);
    attributes.setWorkloads([
      {
        cluster: 'prod-a',
        namespace: 'shop',
        kind: 'Deployment',
        name: 'cart',
        owner: 'group:default/team-a',
        entityRef: 'component:default/cart',
      },
    ]);
    attributes.setTenants([
      { cluster: 'prod-a', namespace: 'shop', tenant: 'retail' },
    ]);
    expect(pod(replica(1).name)).toMatchObject({
      owner: 'group:default/team-a',
      entityRef: 'component:default/cart',
      tenant: 'retail',
    });
    attributes.setWorkloads([]);
    expect(pod(replica(1).name)).not.toHaveProperty('owner');
  });
});

describe('a lost node', () => {
  it('makes its pods unknown, except those that had ended, and gives them back', () => {
    const { columns, cluster, says } = table();
    columns.upsert(cluster, facts('a'), NOW);
    columns.upsert(cluster, facts('b', { state: 'completed' }), NOW);
    columns.upsert(cluster, facts('c', { node: 'node-2' }), NOW);
    columns.setNodeLost(cluster, 'node-1', true, NOW);
    columns.upsert(cluster, facts('d', { state: 'notready' }), NOW);
    expect(['a', 'b', 'c', 'd'].map(says)).toEqual([
      'unknown (NodeLost)',
      'completed',
      'running',
      'unknown (NodeLost)',
    ]);
    columns.setNodeLost(cluster, 'node-1', false, NOW);
    expect(['a', 'b', 'c', 'd'].map(says)).toEqual([
      'running',
      'completed',
      'running',
      'notready',
    ]);
  });
});

describe('time', () => {
  it('turns a condition into the one that follows it', () => {
    const { columns, cluster, says } = table();
    columns.upsert(
      cluster,
      facts('a', {
        state: 'oom',
        reason: 'OOMKilled',
        lapses: { atMs: NOW + 60_000, state: 'running' },
      }),
      NOW,
    );
    columns.advance(NOW + 59_000);
    expect(says('a')).toBe('oom (OOMKilled)');
    columns.advance(NOW + 60_000);
    expect(says('a')).toBe('running');
  });

  it('does not overrule what the cluster said meanwhile', () => {
    const { columns, cluster, says } = table();
    columns.upsert(
      cluster,
      facts('a', {
        state: 'starting',
        lapses: { atMs: NOW + 30_000, state: 'notready' },
      }),
      NOW,
    );
    columns.upsert(cluster, facts('a'), NOW + 10_000);
    columns.advance(NOW + 30_000);
    expect(says('a')).toBe('running');
  });

  it('counts restarts that it saw, and those that the pod dates itself', () => {
    const { columns, cluster, pod } = table();
    columns.upsert(
      cluster,
      facts('a', { restarts: 40, datedRestarts: 1 }),
      NOW,
    );
    expect(pod('a')).toMatchObject({ restarts: 40, restartsLastHour: 1 });
    columns.upsert(
      cluster,
      facts('a', { restarts: 43, datedRestarts: 1 }),
      NOW + 60_000,
    );
    expect(pod('a')).toMatchObject({ restarts: 43, restartsLastHour: 4 });
    columns.advance(NOW + 2 * 3_600_000);
    expect(pod('a')).toMatchObject({ restarts: 43, restartsLastHour: 0 });
  });
});

describe('usage', () => {
  it('belongs to the pods that were measured; the others have none, which is not zero', () => {
    const { columns, cluster, other, pod, read } = table();
    columns.upsert(cluster, facts('a'), NOW);
    columns.upsert(cluster, facts('b'), NOW);
    columns.upsert(other, facts('a'), NOW);
    columns.setUsage(cluster, slot =>
      read().name(slot) === 'a'
        ? { cpuMillicores: 0, memoryBytes: 8192 }
        : undefined,
    );
    expect(pod('a')).toMatchObject({ cpuMillicores: 0, memoryBytes: 8192 });
    expect(pod('b')).not.toHaveProperty('cpuMillicores');
    expect(pod('a', 'shop', 'prod-b')).not.toHaveProperty('cpuMillicores');
    columns.setUsage(cluster, () => undefined);
    expect(pod('a')).not.toHaveProperty('cpuMillicores');
  });
});
