import type { KubeObject } from './ClusterClient';
import type { TestCluster } from './TestCluster';
import { createNodes } from './createNodes';
import { createObjects, forEachConcurrently } from './createObjects';
import { canRun } from './requirement';
import { startCluster } from './startCluster';

const STARTUP_MS = 120_000;
const MANY = 1000;

function configMap(name: string, data: Record<string, string>): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

function runningPod(index: number): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${index}`, namespace: 'many' },
    spec: {
      nodeName: `node-${index % 10}`,
      containers: [{ name: 'main', image: 'registry.test/main:1' }],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

describe('forEachConcurrently', () => {
  it('has no more than the given number under way, and leaves none out', async () => {
    let underWay = 0;
    let most = 0;
    const seen: number[] = [];
    const items = Array.from({ length: 50 }, (_, i) => i);
    await forEachConcurrently(items, 4, async item => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(done => setImmediate(done));
      seen.push(item);
      underWay -= 1;
    });
    expect(most).toBe(4);
    expect(seen.sort((a, b) => a - b)).toEqual(items);
  });

  it('starts nothing more after the first failure', async () => {
    const seen: number[] = [];
    await expect(
      forEachConcurrently([0, 1, 2, 3, 4, 5], 1, async item => {
        seen.push(item);
        if (item === 2) throw new Error('refused');
      }),
    ).rejects.toThrow('refused');
    expect(seen).toEqual([0, 1, 2]);
  });
});

(canRun('cluster') ? describe : describe.skip)(
  'objects of the test bed',
  () => {
    let cluster: TestCluster;

    beforeAll(async () => {
      // Without controllers and kubelets, what is written stays as it was written.
      cluster = await startCluster({
        name: 'objects',
        controllerManager: false,
        scheduler: false,
        kwok: false,
      });
    }, STARTUP_MS);

    afterAll(async () => {
      await cluster?.stop();
    }, STARTUP_MS);

    const read = (path: string) => cluster.client.json({ path });

    it('are created by the thousand, pods with their status', async () => {
      await createNodes(cluster, 10);
      await createObjects(cluster, [
        ...Array.from({ length: MANY }, (_, i) => runningPod(i)),
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'many' } },
      ]);
      const { items } = await cluster.client.json<{ items: KubeObject[] }>({
        path: '/api/v1/namespaces/many/pods',
      });
      expect(items).toHaveLength(MANY);
      expect(
        items.filter(
          it => (it.status as { phase: string }).phase !== 'Running',
        ),
      ).toEqual([]);
    }, 60_000);

    it('that are there already are refused, kept or replaced, as asked', async () => {
      const path = '/api/v1/namespaces/default/configmaps/words';
      await createObjects(cluster, [configMap('words', { a: '1', b: '1' })]);

      const changed = configMap('words', { a: '2' });
      await expect(createObjects(cluster, [changed])).rejects.toThrow(
        /configmaps.* answered 409: .*"words" already exists/,
      );
      await createObjects(cluster, [changed], { ifExists: 'keep' });
      expect((await read(path)).data).toEqual({ a: '1', b: '1' });
      await createObjects(cluster, [changed], { ifExists: 'apply' });
      expect((await read(path)).data).toEqual({ a: '2', b: '1' });
    });

    it('of a kind without a definition are refused with what to do', async () => {
      const tenant: KubeObject = {
        apiVersion: 'tenants.example.org/v1',
        kind: 'Tenant',
        metadata: { name: 'a' },
      };
      await expect(createObjects(cluster, [tenant])).rejects.toThrow(
        /tenants.example.org\/v1 answered 404/,
      );
      await expect(
        createObjects(cluster, [{ ...tenant, apiVersion: 'v1' }]),
      ).rejects.toThrow(/does not serve Tenant of v1; install its CRD first/);
    });
  },
);
