import { SimulatedCluster, storedObject } from '@panorama/playground';
import { podJson } from '../decode/testUtils/podJson';
import { InventoryClient } from './InventoryClient';
import { CRASH } from './testUtils/crashOnRequest';
import { waitFor, workerForTests } from './testUtils/inventory';

const TOKEN = 'token-of-the-portal';
const PLANTED = [
  'hunter2-in-a-pod',
  'hunter2-in-a-template',
  'hunter2-in-a-configmap',
  'hunter2-in-a-secret',
  TOKEN,
];

describe('an inventory of clusters in trouble', () => {
  const cluster = new SimulatedCluster({
    name: 'prod-a',
    tokens: { [TOKEN]: { name: 'portal', groups: ['system:masters'] } },
    anonymous: false,
  });
  const log: string[] = [];
  let inventory: InventoryClient;
  const status = (name = 'prod-a') =>
    inventory.statuses().find(known => known.name === name);
  const connection = (name: string, more: object = {}) => ({
    name,
    url: cluster.url,
    caData: cluster.caData,
    auth: { type: 'token' as const, token: TOKEN },
    ...more,
  });

  beforeAll(async () => {
    for (let i = 0; i < 20; i += 1) {
      cluster.store.upsert(
        'pods',
        storedObject(podJson({ name: `cart-${i}` })),
      );
    }
    cluster.store.upsert(
      'deployments.apps',
      storedObject({
        metadata: { name: 'cart', namespace: 'shop', uid: 'u1' },
        spec: {
          replicas: 20,
          template: {
            metadata: { labels: { app: 'cart' } },
            spec: {
              containers: [
                {
                  name: 'main',
                  image: 'cart:1',
                  env: [
                    {
                      name: 'DB_URL',
                      value:
                        'mysql://cart:hunter2-in-a-template@db.data:3306/cart',
                    },
                    { name: 'DB_PASSWORD', value: 'hunter2-in-a-template' },
                  ],
                },
              ],
            },
          },
        },
      }),
    );
    cluster.store.upsert(
      'configmaps',
      storedObject({
        metadata: { name: 'cart', namespace: 'shop', uid: 'u2' },
        data: {
          'redis.url': 'redis://:hunter2-in-a-configmap@redis.cache:6379',
          motto: 'hunter2-in-a-configmap',
        },
      }),
    );
    cluster.store.upsert(
      'secrets',
      storedObject({
        metadata: { name: 'cart', namespace: 'shop', uid: 'u3' },
        stringData: { password: 'hunter2-in-a-secret' },
      }),
    );
    await cluster.listen();
    const write = (text: string) => log.push(text);
    inventory = new InventoryClient({
      logger: { debug: write, info: write, warn: write, error: write },
      worker: workerForTests('crashingWorker.ts'),
    });
    await inventory.openCluster(connection('prod-a'));
    await waitFor(
      () =>
        status()?.freshness === 'live' &&
        inventory.objects.count('deployments.apps') === 1,
    );
  }, 60_000);

  afterAll(async () => {
    await inventory?.stop();
    await cluster.stop();
  });

  it('keeps addresses of configuration and nothing else of it', async () => {
    await waitFor(() => inventory.objects.count('configmaps') > 0);
    const [deployment] = [
      ...inventory.objects.list<{
        template: { containers: Array<{ addresses: object[] }> };
      }>('deployments.apps'),
    ];
    expect(deployment.fields.template.containers[0].addresses).toEqual([
      { key: 'DB_URL', scheme: 'mysql', host: 'db.data', port: 3306 },
    ]);
    expect(
      [...inventory.objects.list('configmaps')].map(({ fields }) => fields),
    ).toEqual([
      {
        addresses: [
          {
            key: 'redis.url',
            scheme: 'redis',
            host: 'redis.cache',
            port: 6379,
          },
        ],
      },
    ]);
    const everything = JSON.stringify([
      inventory.objects.kinds().map(kind => [...inventory.objects.list(kind)]),
      [...inventory.pods.slots()].map(slot => [
        inventory.pods.pod(slot),
        inventory.pods.podIdentity(slot),
      ]),
      inventory.statuses(),
    ]);
    for (const secret of PLANTED) {
      expect(everything).not.toContain(secret);
    }
    expect(inventory.objects.kinds()).not.toContain('secrets');
  });

  it('shows the last picture as stale while the API server is down, and recovers by itself', async () => {
    await waitFor(() => log.some(line => line.includes('does not serve')));
    const linesBefore = log.length;
    const lines = () => log.slice(linesBefore);
    await cluster.stop();
    await waitFor(() => status()?.freshness === 'stale');
    expect(status()?.problem).toMatchObject({ code: 'unreachable' });
    expect(inventory.pods.size).toBe(20);
    cluster.store.delete('pods', 'shop', 'cart-0');
    await waitFor(() => lines().length > 0);
    await cluster.listen();
    await waitFor(
      () => status()?.freshness === 'live' && inventory.pods.size === 19,
    );
    // Other kinds come back in their own time.
    await waitFor(() => status()?.problem === undefined);
    await waitFor(() => lines().some(line => line.includes('well again')));
    // Two dozen watches failed; whoever reads the log is told once.
    expect(lines()).toEqual([
      expect.stringMatching(/^prod-a: unreachable: /),
      expect.stringMatching(/^prod-a: well again after \d+ s$/),
    ]);
  }, 60_000);

  it.each([
    ['untrusted-certificate', { caData: undefined }],
    ['unauthorized', { auth: { type: 'token', token: 'expired' } }],
    ['unreachable', { url: 'https://127.0.0.1:1' }],
    [
      'bad-credentials-config',
      { auth: { type: 'cert', cert: 'no PEM', key: 'no PEM' } },
    ],
  ])(
    'says %s of a cluster that is, while others stay live',
    async (code, more) => {
      await inventory.openCluster(connection(code, more));
      await waitFor(() => status(code)?.freshness === 'failed');
      expect(status(code)?.problem?.code).toBe(code);
      expect(status()?.freshness).toBe('live');
      await inventory.closeCluster(code);
      await waitFor(() => status(code) === undefined);
    },
  );

  it('says that a login page is not an API server', async () => {
    const id = cluster.faults.add({ match: {}, effect: { type: 'html' } });
    await inventory.openCluster(connection('login-page'));
    await waitFor(
      () => status('login-page')?.problem?.code === 'not-kubernetes',
    );
    cluster.faults.remove(id);
    await inventory.closeCluster('login-page');
  });

  it('goes on with new credentials when the old ones expire', async () => {
    const wanted: string[] = [];
    const unsubscribe = inventory.onCredentialsWanted(name =>
      wanted.push(name),
    );
    await inventory.openCluster(
      connection('rotating', { auth: { type: 'token', token: 'old' } }),
    );
    await waitFor(() => wanted.includes('rotating'));
    await inventory.updateCredentials('rotating', {
      type: 'token',
      token: TOKEN,
    });
    await waitFor(() => status('rotating')?.freshness === 'live');
    unsubscribe();
    await inventory.closeCluster('rotating');
  });

  it('reports a kind that it may not read as missing, and shows the rest', async () => {
    cluster.faults.add({
      match: { plural: 'services' },
      effect: { type: 'status', code: 403 },
    });
    await inventory.openCluster(connection('narrow'));
    await waitFor(() => status('narrow')?.freshness === 'live');
    await waitFor(() =>
      status('narrow')!.missingKinds.some(
        ({ kind, reason }) => kind === 'services' && reason === 'forbidden',
      ),
    );
    expect(status('narrow')!.problem).toBeUndefined();
    cluster.faults.clear();
    await inventory.closeCluster('narrow');
  });

  it('starts the thread again when it dies, with everything that it knew', async () => {
    const before = inventory.pods.namespaceId('prod-a', 'shop');
    await inventory.setTenants([
      { cluster: 'prod-a', namespace: 'shop', tenant: 'retail' },
    ]);
    await inventory.openClass('all', new Uint8Array([1, 1, 1, 1, 1, 1, 1, 1]));
    const frames: number[] = [];
    inventory.onFrames('all', list => frames.push(list.length));
    const pending = inventory.digest(CRASH);
    await expect(pending).rejects.toThrow('crashed for a test');
    await waitFor(() => status()?.freshness === 'stale');
    await waitFor(
      () => status()?.freshness === 'live' && inventory.pods.size === 19,
    );
    expect(inventory.pods.namespaceId('prod-a', 'shop')).toBe(before);
    await waitFor(() => frames.length > 0);
    const slot = inventory.pods.find('prod-a', 'shop', 'cart-1')!;
    expect(inventory.pods.pod(slot)).toMatchObject({
      tenant: 'retail',
      state: 'running',
    });
  }, 40_000);

  it('has told nobody a secret', () => {
    for (const secret of PLANTED) {
      expect(log.join('\n')).not.toContain(secret);
    }
    expect(log.join('\n')).not.toContain('expired');
  });
});
