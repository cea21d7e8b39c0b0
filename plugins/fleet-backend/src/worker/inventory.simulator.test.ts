import { SimulatedCluster, storedObject } from '@panorama/playground';
import { podJson, uidOf } from '../decode/testUtils/podJson';
import { digestOf } from '../inventory/digest';
import { InventoryClient } from './InventoryClient';
import { waitFor, workerForTests } from './testUtils/inventory';
import { rowsInBothFormats } from './testUtils/rowsInBothFormats';

const TOKEN = 'token-of-the-portal';

describe('an inventory of a simulated cluster', () => {
  const cluster = new SimulatedCluster({
    name: 'prod-a',
    tokens: { [TOKEN]: { name: 'portal', groups: ['system:masters'] } },
  });
  const warnings: string[] = [];
  let inventory: InventoryClient;

  const put = (
    name: string,
    more: Partial<Parameters<typeof podJson>[0]> = {},
  ) => cluster.store.upsert('pods', storedObject(podJson({ name, ...more })));

  beforeAll(async () => {
    cluster.store.upsert(
      'nodes',
      storedObject({
        metadata: {
          name: 'node-1',
          uid: uidOf('node-1'),
          labels: { 'topology.kubernetes.io/zone': 'zone-a' },
        },
        status: { conditions: [{ type: 'Ready', status: 'True' }] },
      }),
    );
    for (let i = 0; i < 300; i += 1) {
      put(`cart-6d4f9c7b88-x${String(i).padStart(4, '0')}`, {
        owner: { kind: 'ReplicaSet', name: 'cart-6d4f9c7b88' },
        labels: { app: 'cart', 'pod-template-hash': '6d4f9c7b88' },
      });
    }
    const { url, caData } = await cluster.listen();
    inventory = new InventoryClient({
      logger: {
        debug: () => {},
        info: () => {},
        warn: text => warnings.push(text),
        error: text => warnings.push(text),
      },
      worker: workerForTests(),
    });
    await inventory.openCluster({
      name: 'prod-a',
      url,
      caData,
      auth: { type: 'token', token: TOKEN },
    });
  }, 60_000);

  afterAll(async () => {
    await inventory?.stop();
    await cluster.stop();
  });

  it('shows every pod with its workload, node and zone', async () => {
    await waitFor(() => inventory.statuses()[0]?.freshness === 'live');
    await waitFor(() => inventory.objects.count('nodes') === 1);
    expect(inventory.pods.size).toBe(300);
    const slot = inventory.pods.find(
      'prod-a',
      'shop',
      'cart-6d4f9c7b88-x0007',
    )!;
    expect(inventory.pods.pod(slot)).toEqual({
      cluster: 'prod-a',
      namespace: 'shop',
      name: 'cart-6d4f9c7b88-x0007',
      state: 'running',
      workloadKind: 'Deployment',
      workloadName: 'cart',
      node: 'node-1',
      zone: 'zone-a',
      image: 'registry.example/shop/cart:1.4.2',
      shape: {
        qos: 'Burstable',
        gpus: 0,
        containers: 1,
        cpuRequest: 250,
        cpuLimit: 1000,
        memoryRequest: 256 * 1024 * 1024,
        memoryLimit: 512 * 1024 * 1024,
      },
      readyContainers: 1,
      restarts: 0,
      restartsLastHour: 0,
      createdAt: Date.parse('2026-11-20T08:00:00Z'),
    });
    expect(inventory.pods.podIdentity(slot)).toMatchObject({
      uid: uidOf('shop/cart-6d4f9c7b88-x0007'),
      labels: { app: 'cart', 'pod-template-hash': '6d4f9c7b88' },
      owner: { kind: 'ReplicaSet', name: 'cart-6d4f9c7b88' },
    });
    await waitFor(() => inventory.statuses()[0].version === 'v1.36.1');
  });

  it('holds exactly what a list says, after any changes', async () => {
    for (let i = 0; i < 100; i += 1) {
      put(`batch-${i}`, {
        phase: i % 2 ? 'Succeeded' : 'Pending',
        restarts: i,
      });
    }
    for (let i = 0; i < 50; i += 1) {
      cluster.store.delete('pods', 'shop', `batch-${i}`);
    }
    const truth = () => {
      const items = [...cluster.store.list('pods')].map(
        ({ namespace, name, uid }) => ({
          uid,
          namespace,
          name,
          resourceVersion: String(
            cluster.store.version('pods', namespace, name)?.resourceVersion,
          ),
        }),
      );
      return digestOf(items);
    };
    await waitFor(
      async () => (await inventory.digest('prod-a')).hash === truth().hash,
    );
    expect(await inventory.digest('prod-a')).toEqual(truth());
    expect(truth().pods).toBe(350);
  });

  it('reads the same rows from protobuf as from JSON', async () => {
    const { url, caData } = cluster;
    const { json, protobuf } = await rowsInBothFormats({
      name: 'prod-a',
      url,
      caData,
      auth: { type: 'token', token: TOKEN },
    });
    expect(protobuf).toEqual(json);
    expect(json.listed.size).toBe(350);
    expect(json.watched.size).toBe(350);
  });
});
