import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  createFleetConditionalDecision,
  fleetClusterHandoverRef,
  fleetConditions,
} from '@panorama/plugin-fleet-node';
import {
  fleetNamespaceReadPermission,
  fleetLogsReadPermission,
} from '@panorama/plugin-fleet-common';
import { SimulatedCluster, storedObject } from '@panorama/playground';
import request from 'supertest';
import { createFleetPlugin } from './createFleetPlugin';
import { kubePod } from './__testUtils__/kubePod';
import { InventoryClient } from './worker/InventoryClient';
import { waitFor, workerForTests } from './worker/testUtils/inventory';

const RBAC = 'rbac.authorization.k8s.io';
const ANN = 'user:default/ann';
const ROOT = 'user:default/root';
const NICK = 'user:default/nick';
const CLAIMS: Record<string, string[]> = {
  [ANN]: [ANN, 'group:default/cart-team'],
  [NICK]: [NICK],
};

function authorized(credentials: unknown) {
  const { principal } = credentials as {
    principal: { userEntityRef?: string };
  };
  return principal.userEntityRef ?? '';
}

function bind(cluster: SimulatedCluster, namespace: string, group: string) {
  cluster.store.upsert(
    `rolebindings.${RBAC}`,
    storedObject({
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { namespace, name: `view-${group}` },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'view' },
      subjects: [{ apiGroup: RBAC, kind: 'Group', name: `oidc:${group}` }],
    }),
  );
}

describe('the fleet plugin before a simulated cluster', () => {
  const cluster = new SimulatedCluster({
    name: 'prod-a',
    tokens: { portal: { name: 'portal', groups: ['system:masters'] } },
    logs: {
      lines: ({ pod }) => [{ time: new Date(), text: `hello from ${pod}` }],
    },
  });
  let backend: TestBackend;
  const get = (path: string, person?: string) =>
    request(backend.server)
      .get(`/api/fleet/v1${path}`)
      .set(
        'authorization',
        person
          ? mockCredentials.user.header(person)
          : mockCredentials.none.header(),
      );

  beforeAll(async () => {
    for (const namespace of ['cart', 'pay']) {
      cluster.store.upsert(
        'namespaces',
        storedObject({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace },
        }),
      );
      for (let index = 0; index < 20; index++) {
        cluster.store.upsert(
          'pods',
          storedObject(
            kubePod(namespace, `${namespace}-5d4f8c7b9-x${1000 + index}`),
          ),
        );
      }
    }
    bind(cluster, 'cart', 'cart-team');
    const { url, caData } = await cluster.listen();
    const permissions = mockServices.permissions.mock({
      authorize: async (asked, { credentials }) =>
        asked.map(({ permission }) => ({
          result:
            authorized(credentials) === ROOT || permission.name === 'fleet.view'
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        })),
      authorizeConditional: async (asked, { credentials }) =>
        asked.map(({ permission }) =>
          authorized(credentials) === ROOT
            ? { result: AuthorizeResult.ALLOW }
            : createFleetConditionalDecision(
                permission.name === fleetLogsReadPermission.name
                  ? fleetLogsReadPermission
                  : fleetNamespaceReadPermission,
                fleetConditions.hasPlatformRole({
                  claims: CLAIMS[authorized(credentials)],
                }),
              ),
        ),
    });
    backend = await startTestBackend({
      features: [
        createFleetPlugin(
          options =>
            new InventoryClient({ ...options, worker: workerForTests() }),
        ),
        mockServices.rootConfig.factory({
          data: {
            permission: { enabled: true },
            fleet: {
              access: { subjects: { user: 'name', groupPrefix: 'oidc:' } },
              clusters: {
                kubeconfigs: [
                  { path: '/nowhere/kubeconfig', contexts: ['lost'] },
                ],
              },
            },
          },
        }),
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => permissions,
        }),
        catalogServiceMock.factory({ entities: [] }),
        createServiceFactory({
          service: fleetClusterHandoverRef,
          deps: {},
          factory: () => ({
            provide: () => {},
            whenProvided: async () => ({
              clusterSupplier: {
                getClusters: async () => [
                  {
                    name: 'prod-a',
                    title: 'Production A',
                    url,
                    caData,
                    authMetadata: {
                      'kubernetes.io/auth-provider': 'serviceAccount',
                    },
                  },
                  {
                    name: 'by-login',
                    url,
                    authMetadata: { 'kubernetes.io/auth-provider': 'oidc' },
                  },
                ],
              },
              authStrategy: {
                getCredential: async () => ({
                  type: 'bearer token' as const,
                  token: 'portal\n',
                }),
                validateCluster: () => [],
                presentAuthMetadata: () => ({}),
              },
            }),
          }),
        }),
      ],
    });
    await waitFor(async () => {
      const { body } = await get('/pods?limit=1', ANN);
      return body.totalItems === 20;
    });
  }, 60_000);

  afterAll(async () => {
    await backend?.stop();
    await cluster.stop();
  });

  it('answers 401 to somebody who is not signed in', async () => {
    expect((await get('/pods')).status).toBe(401);
  });

  it('shows an empty page to somebody who owns nothing, and why', async () => {
    const pods = await get('/pods', NICK).expect(200);
    expect(pods.body).toMatchObject({
      items: [],
      totalItems: 0,
      incompleteClusters: [],
    });
    const me = await get('/me', NICK).expect(200);
    expect(me.body.visible).toEqual({ clusters: 0, namespaces: 0 });
    expect(me.body.advice).toEqual({ code: 'no-grant' });
  });

  it('shows the pods of the namespaces that a RoleBinding gives', async () => {
    const { body } = await get('/pods?limit=100', ANN).expect(200);
    expect(body.items).toHaveLength(20);
    expect(
      new Set(body.items.map((pod: { namespace: string }) => pod.namespace)),
    ).toEqual(new Set(['cart']));
    expect(body.items[0]).toMatchObject({
      cluster: 'prod-a',
      workloadKind: 'Deployment',
      workloadName: 'cart',
      state: 'running',
    });
  });

  it('walks all pages once, whatever the order', async () => {
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(
        `/pods?limit=7&sort=state&order=desc${cursor && `&cursor=${cursor}`}`,
        ROOT,
      ).expect(200);
      names.push(...body.items.map((pod: { name: string }) => pod.name));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(names).toHaveLength(40);
    expect(new Set(names).size).toBe(40);
  });

  it('reads the whole pod, its events and its log from the cluster', async () => {
    const path = '/clusters/prod-a/namespaces/cart/pods/cart-5d4f8c7b9-x1000';
    const detail = await get(path, ANN).expect(200);
    expect(detail.body).toMatchObject({
      phase: 'Running',
      ownerChain: [{ kind: 'ReplicaSet', name: 'cart-5d4f8c7b9' }],
      containers: [{ name: 'main', state: 'running', cpuRequest: 100 }],
    });
    await get(`${path}/events`, ANN).expect(200, { items: [] });
    const log = await get(`${path}/logs`, ANN).expect(200);
    expect(log.text).toContain('hello from cart-5d4f8c7b9-x1000');
  });

  it('says what is wrong with clusters that could not be opened, and keeps the others', async () => {
    const { body } = await get('/clusters', ROOT).expect(200);
    const byName = Object.fromEntries(
      body.items.map((item: { name: string }) => [item.name, item]),
    );
    expect(byName['prod-a']).toMatchObject({
      title: 'Production A',
      freshness: 'live',
      pods: 40,
    });
    expect(byName.lost.problem).toMatchObject({
      code: 'bad-credentials-config',
    });
    expect(byName.lost.problem.message).toContain('/nowhere/kubeconfig');
    expect(byName['by-login'].problem.message).toContain('serviceAccount');
  });

  it('gives and takes rights as role bindings come and go', async () => {
    bind(cluster, 'pay', 'cart-team');
    await waitFor(
      async () => (await get('/pods?limit=1', ANN)).body.totalItems === 40,
    );
    cluster.store.delete(`rolebindings.${RBAC}`, 'pay', 'view-cart-team');
    await waitFor(
      async () => (await get('/pods?limit=1', ANN)).body.totalItems === 20,
    );
  });

  it.each([
    ['/pods?q=sttae:failed', 'did you mean'],
    ['/pods?limit=0', 'limit: must be at least 1'],
    ['/pods?sort=colour', 'sort: must be one of name'],
    ['/pods?cursor=abc', 'cursor: must be the nextCursor'],
    ['/pods?colour=red', 'unknown parameter colour'],
  ])('answers %s with what would be right', async (path, message) => {
    const { body } = await get(path, ANN).expect(400);
    expect(body.error.message).toContain(message);
  });
});

describe('a wrong fleet configuration', () => {
  it('stops the start with the path of the option', async () => {
    await expect(
      startTestBackend({
        features: [
          createFleetPlugin(() => {
            throw new Error('must not be reached');
          }),
          mockServices.rootConfig.factory({
            data: { fleet: { access: { subjects: { user: 'mail' } } } },
          }),
          catalogServiceMock.factory({ entities: [] }),
        ],
      }),
    ).rejects.toThrow(/fleet\.access\.subjects\.user must be/);
  });
});
