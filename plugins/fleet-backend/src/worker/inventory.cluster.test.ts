import {
  canRun,
  createNodes,
  createObjects,
  startCluster,
  type TestCluster,
} from '@panorama/testbed';
import { digestOf } from '../inventory/digest';
import { InventoryClient } from './InventoryClient';
import { waitFor, workerForTests } from './testUtils/inventory';
import { rowsInBothFormats } from './testUtils/rowsInBothFormats';

/** What a list of the API server itself says: the truth to compare with. */
async function truth(cluster: TestCluster) {
  const { items } = await cluster.client.json<{
    items: Array<{
      metadata: {
        uid: string;
        namespace: string;
        name: string;
        resourceVersion: string;
      };
    }>;
  }>({ path: '/api/v1/pods' });
  return digestOf(items.map(({ metadata }) => metadata));
}

const deployment = (replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'cart', namespace: 'default' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'cart' } },
    template: {
      metadata: { labels: { app: 'cart' } },
      spec: { containers: [{ name: 'main', image: 'registry.test/cart:1' }] },
    },
  },
});

(canRun('cluster') ? describe : describe.skip).each([
  ['with WatchList', true],
  ['without WatchList', false],
])('an inventory of a real cluster %s', (_, watchList) => {
  let cluster: TestCluster;
  let inventory: InventoryClient;
  const log: string[] = [];
  const status = () => inventory.statuses()[0];
  const agrees = async () =>
    (await inventory.digest('real')).hash === (await truth(cluster)).hash;

  beforeAll(async () => {
    cluster = await startCluster({ name: `inventory-${watchList}`, watchList });
    await createNodes(cluster, 2, { zones: ['zone-a', 'zone-b'] });
    await createObjects(cluster, [deployment(30)]);
    const write = (text: string) => log.push(text);
    inventory = new InventoryClient({
      logger: { debug: write, info: write, warn: write, error: write },
      worker: workerForTests(),
    });
    await inventory.openCluster({
      name: 'real',
      url: cluster.url,
      caData: cluster.caData,
      auth: { type: 'token', token: cluster.adminToken },
    });
  }, 180_000);

  afterAll(async () => {
    await inventory?.stop();
    await cluster?.stop();
  });

  it('shows what its controllers, scheduler and kubelets make of a Deployment', async () => {
    await waitFor(() => inventory.pods.size === 30, 60_000);
    const states = () =>
      new Set(
        [...inventory.pods.slots()].map(
          slot => inventory.pods.pod(slot)?.state,
        ),
      );
    await waitFor(() => states().size === 1 && states().has('running'), 60_000);
    await waitFor(() => inventory.objects.count('nodes') === 2);
    const [slot] = inventory.pods.slots();
    expect(inventory.pods.pod(slot)).toMatchObject({
      cluster: 'real',
      namespace: 'default',
      workloadKind: 'Deployment',
      workloadName: 'cart',
      zone: expect.stringMatching(/^zone-[ab]$/),
      image: 'registry.test/cart:1',
    });
    await waitFor(() => status().version?.startsWith('v1.') ?? false);
    expect(log.some(line => line.includes('no WatchList'))).toBe(!watchList);
    expect(status().hasUsage).toBe(false);
  }, 130_000);

  it('follows scaling', async () => {
    await cluster.client.json({
      method: 'PATCH',
      path: '/apis/apps/v1/namespaces/default/deployments/cart/scale',
      contentType: 'application/merge-patch+json',
      body: { spec: { replicas: 12 } },
    });
    await waitFor(() => inventory.pods.size === 12, 60_000);
    await waitFor(agrees, 30_000);
  }, 100_000);

  it('reads the same rows from protobuf as from JSON', async () => {
    const { json, protobuf } = await rowsInBothFormats({
      name: 'real',
      url: cluster.url,
      caData: cluster.caData,
      auth: { type: 'token', token: cluster.adminToken },
    });
    expect(protobuf).toEqual(json);
    expect(json.listed.size).toBe(12);
    expect(json.watched).toEqual(json.listed);
  }, 60_000);

  it('lists anew after its history has expired', async () => {
    await cluster.expireHistory();
    await waitFor(
      async () => status().freshness === 'live' && (await agrees()),
      60_000,
    );
  }, 90_000);

  it('recovers from an API server that was killed, and misses nothing that happened meanwhile', async () => {
    await cluster.stopApiServer();
    await waitFor(() => status().freshness === 'stale', 60_000);
    expect(inventory.pods.size).toBe(12);
    await cluster.startApiServer();
    await cluster.client.json({
      method: 'DELETE',
      path: '/apis/apps/v1/namespaces/default/deployments/cart',
      body: { propagationPolicy: 'Background' },
    });
    await waitFor(
      () => inventory.pods.size === 0 && status().freshness === 'live',
      90_000,
    );
    expect(await inventory.digest('real')).toEqual(await truth(cluster));
  }, 180_000);
});
