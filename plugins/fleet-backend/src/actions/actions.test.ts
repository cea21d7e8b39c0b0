import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { fleetViewPermission } from '@panorama/plugin-fleet-common';
import { ClassIds, DefaultAccessSet } from '../access/DefaultAccessSet';
import type { AccessScope } from '../access/rules';
import type { ClusterRegistry } from '../clusters/ClusterRegistry';
import type { SelectedPod } from '../decode/selectedPod';
import { AuthorizedFleet } from '../service/AuthorizedFleet';
import { ClusterClient } from '../service/ClusterClient';
import { InventoryFleet } from '../service/InventoryFleet';
import { ObjectCache } from '../service/ObjectCache';
import { kubePod } from '../__testUtils__/kubePod';
import { TestInventory } from '../__testUtils__/TestInventory';
import { registerFleetActions } from '.';

const ANN = mockCredentials.user('user:default/ann');

/** Pods in `cart` and `pay`, of which ann sees `cart`. */
function setUp() {
  const inventory = new TestInventory();
  for (const namespace of ['cart', 'pay']) {
    for (let index = 0; index < 30; index++) {
      const pod = kubePod(namespace, `${namespace}-5d4f8c7b9-x${index}`, {
        waiting: index === 0 ? 'CrashLoopBackOff' : undefined,
      });
      inventory.addPod('prod-a', pod as unknown as SelectedPod);
    }
  }
  const client = new ClusterClient(() => undefined);
  jest.spyOn(client, 'getJson').mockImplementation(async (_, path) =>
    path.includes('/events')
      ? {
          items: [
            { type: 'Warning', reason: 'BackOff', message: 'again', count: 4 },
          ],
        }
      : kubePod('cart', 'cart-5d4f8c7b9-x0', {
          waiting: 'CrashLoopBackOff',
          environment: { PASSWORD: 'hunter2' },
        }),
  );
  const registry: Pick<ClusterRegistry, 'statuses'> = {
    statuses: () =>
      ['prod-a', 'prod-b'].map(name => ({
        name,
        freshness: 'live',
        missingKinds: [],
        hasUsage: false,
      })),
  };
  const inner = new InventoryFleet({
    inventory,
    registry: registry as ClusterRegistry,
    client,
    cache: new ObjectCache(),
    extraKinds: [],
  });
  const cart = {
    kind: 'some' as const,
    namespaces: new Map([['prod-a', new Set(['cart'])]]),
  };
  const scope: AccessScope = {
    view: true,
    clusters: false,
    read: cart,
    logs: cart,
  };
  const access = new DefaultAccessSet(
    scope,
    1,
    new ClassIds(Buffer.from('key')),
  );
  const actions = actionsRegistryServiceMock();
  registerFleetActions(
    actions,
    { forUser: async () => new AuthorizedFleet(inner, access) },
    fleetViewPermission,
  );
  return async (name: string, input: Record<string, string | number> = {}) => {
    const { output } = await actions.invoke({
      id: `test:${name}`,
      input,
      credentials: ANN,
    });
    return output;
  };
}

describe('what an assistant may ask', () => {
  it('lists the clusters in which the user sees something', async () => {
    expect(await setUp()('list-clusters')).toEqual({
      clusters: [{ name: 'prod-a', freshness: 'live' }],
    });
  });

  it('finds pods by the filter language, counts all and returns some', async () => {
    const invoke = setUp();
    expect(
      await invoke('find-pods', { filter: 'cluster:prod-a', limit: 2 }),
    ).toMatchObject({
      total: 30,
      pods: [{ namespace: 'cart' }, { namespace: 'cart' }],
    });
    expect(
      await invoke('find-pods', { filter: 'state:crashloop' }),
    ).toMatchObject({
      total: 1,
      pods: [
        {
          name: 'cart-5d4f8c7b9-x0',
          reason: 'CrashLoopBackOff',
          workload: 'Deployment/cart',
        },
      ],
    });
    expect(await invoke('find-pods', { filter: 'ns:pay' })).toEqual({
      total: 0,
      pods: [],
    });
  });

  it('explains a filter that makes no sense', async () => {
    await expect(
      setUp()('find-pods', { filter: 'sttae:failed' }),
    ).rejects.toThrow('did you mean');
  });

  it('explains a pod without the values of its environment', async () => {
    const output = await setUp()('explain-pod', {
      cluster: 'prod-a',
      namespace: 'cart',
      name: 'cart-5d4f8c7b9-x0',
    });
    expect(output).toMatchObject({
      state: 'crashloop',
      containers: [{ name: 'main', reason: 'CrashLoopBackOff', restarts: 3 }],
      events: [{ reason: 'BackOff', count: 4 }],
    });
    expect(JSON.stringify(output)).not.toContain('hunter2');
  });

  it('knows nothing of a pod that the user may not see', async () => {
    await expect(
      setUp()('explain-pod', {
        cluster: 'prod-a',
        namespace: 'pay',
        name: 'pay-5d4f8c7b9-x0',
      }),
    ).rejects.toThrow('that you may see');
  });
});
