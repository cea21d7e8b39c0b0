import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  fleetServiceRef,
  type AccessSet,
  type FleetServiceHandle,
} from '@panorama/plugin-fleet-node';
import type {
  MapPicture,
  NodeAnswer,
} from '@panorama/plugin-service-map-common';
import {
  NOTHING_OBSERVED,
  serviceMapSourcesExtensionPoint,
} from '@panorama/plugin-service-map-node';
import request from 'supertest';
import { found, TestFleet } from './estate/__testUtils__/TestFleet';
import { serviceMapPlugin } from './plugin';
import { serviceMapRoutes } from './routes';

const ANN = 'user:default/ann';
const ROOT = 'user:default/root';
const NICK = 'user:default/nick';
const STRANGER = 'user:default/stranger';

/** Nothing that belongs to team Bravo is called without one of these. */
const BRAVO_WORDS = /bravo|vault|ledger/i;

const NAMESPACES: Record<string, string[]> = {
  [ANN]: ['alpha-shop'],
  [ROOT]: ['alpha-shop', 'bravo-vault'],
};

function personOf(credentials: unknown): string {
  const { principal } = credentials as {
    principal: { userEntityRef?: string };
  };
  return principal.userEntityRef ?? '';
}

function accessOf(person: string): AccessSet {
  const namespaces = NAMESPACES[person] ?? [];
  return {
    classId: namespaces.join() || 'nothing',
    version: 1,
    has: (_, namespace) => namespaces.includes(namespace),
    hasCluster: () => person === ROOT,
    onChange: () => () => {},
  };
}

const ALPHA = { namespace: 'alpha-shop' };
const BRAVO = { namespace: 'bravo-vault' };

/** A cart that needs a ledger of another team, which needs a bank outside. */
function inventory(): TestFleet {
  return new TestFleet()
    .namespace('alpha-shop')
    .namespace('bravo-vault')
    .workload('cart', {
      ...ALPHA,
      addresses: [
        found('LEDGER_URL', 'ledger.bravo-vault', 8080, 'http'),
        found('REDIS_ADDR', 'cart-redis', 6379, 'redis'),
      ],
    })
    .service('cart', {}, ALPHA)
    .workload('cart-redis', { ...ALPHA, image: 'redis:7.2' })
    .service('cart-redis', { port: 6379 }, ALPHA)
    .workload('ledger', {
      ...BRAVO,
      addresses: [found('BANK_URL', 'vault.bank.example', 443, 'https')],
    })
    .service('ledger', {}, BRAVO);
}

/** A source of somebody else, which fails with what must not be shown to everybody. */
const brokenSource = createBackendModule({
  pluginId: 'service-map',
  moduleId: 'broken',
  register(env) {
    env.registerInit({
      deps: { sources: serviceMapSourcesExtensionPoint },
      async init({ sources }) {
        sources.addSource({
          id: 'broken',
          title: 'Broken',
          observe: async () => ({
            ...NOTHING_OBSERVED,
            problems: [
              {
                message: 'cluster bravo-edge did not answer',
                clusters: ['bravo-edge'],
              },
              { message: '1 of 2 questions was not answered' },
            ],
          }),
        });
        sources.addSource({
          id: 'failing',
          title: 'Failing',
          observe: async () => {
            throw new Error('duplicate series {namespace="bravo-vault"}');
          },
        });
      },
    });
  },
});

describe('the service map plugin', () => {
  let backend: TestBackend;

  const get = (path: string, person: string | undefined, etag?: string) => {
    const asked = request(backend.server)
      .get(`/api/service-map/v1${path}`)
      .set(
        'authorization',
        person
          ? mockCredentials.user.header(person)
          : mockCredentials.none.header(),
      );
    return etag ? asked.set('if-none-match', etag) : asked;
  };
  const mapOf = async (person: string) =>
    (await get('/map', person)).body as MapPicture;

  beforeAll(async () => {
    const fleet = inventory();
    const handle: FleetServiceHandle = {
      provide: () => {},
      forPlatform: () => fleet,
      forUser: async credentials =>
        Object.assign(Object.create(fleet), {
          access: accessOf(personOf(credentials)),
        }),
    };
    backend = await startTestBackend({
      features: [
        serviceMapPlugin,
        brokenSource,
        createServiceFactory({
          service: fleetServiceRef,
          deps: {},
          factory: () => handle,
        }),
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () =>
            mockServices.permissions.mock({
              authorize: async (asked, { credentials }) =>
                asked.map(() => ({
                  result:
                    personOf(credentials) === STRANGER
                      ? AuthorizeResult.DENY
                      : AuthorizeResult.ALLOW,
                })),
            }),
        }),
        catalogServiceMock.factory({ entities: [] }),
        mockServices.rootConfig.factory({ data: {} }),
      ],
    });
  }, 30_000);

  afterAll(() => backend?.stop());

  it('draws what the inventory knows, without anything else', async () => {
    const { nodes, edges } = await mapOf(ROOT);
    expect(nodes.map(({ name, kind }) => [name, kind]).sort()).toEqual([
      ['cart', 'service'],
      ['cart-redis', 'middleware'],
      ['ledger', 'service'],
      ['vault.bank.example', 'external'],
    ]);
    expect(edges.map(({ from, to }) => `${from} → ${to}`).sort()).toEqual([
      'prod/alpha-shop/cart → prod/alpha-shop/cart-redis',
      'prod/alpha-shop/cart → prod/bravo-vault/ledger',
      'prod/bravo-vault/ledger → outside/vault.bank.example',
    ]);
  });

  it('says how each source did', async () => {
    const { sources } = await mapOf(ROOT);
    expect(
      sources.map(({ id, state, problem }) => [id, state, problem]),
    ).toEqual([
      ['kubernetes', 'ok', undefined],
      ['catalog', 'ok', undefined],
      ['broken', 'partial', 'cluster bravo-edge did not answer'],
      ['failing', 'failed', 'duplicate series {namespace="bravo-vault"}'],
    ]);
  });

  it('answers with testimony about one node', async () => {
    const id = encodeURIComponent('prod/alpha-shop/cart');
    const { body } = await get(`/nodes/${id}`, ROOT);
    const { callees } = body as NodeAnswer;
    expect(callees.map(({ witnesses }) => witnesses[0].evidence)).toEqual([
      expect.stringContaining('REDIS_ADDR'),
      expect.stringContaining('LEDGER_URL'),
    ]);
  });

  it.each(['', 'abc', '1e999', '1&since=2'])(
    'does not guess what since=%s means',
    async since => {
      const { status, body } = await get(`/changes?since=${since}`, ROOT);
      expect(status).toBe(400);
      expect(body.error.message).toContain('milliseconds since 1970');
    },
  );

  it('spares the answer when nothing was built since', async () => {
    const first = await get('/map', ROOT);
    const second = await get('/map', ROOT, first.headers.etag);
    expect(second.status).toBe(304);
    expect((await get('/map', ANN, first.headers.etag)).status).toBe(200);
  });

  describe('under rights', () => {
    const PATHS: Record<string, { own: string[]; foreign: string[] }> = {
      '/map': { own: ['/map'], foreign: [] },
      '/problems': { own: ['/problems'], foreign: [] },
      '/changes': { own: [], foreign: [] },
      '/nodes/:id': {
        own: [`/nodes/${encodeURIComponent('prod/alpha-shop/cart')}`],
        foreign: [
          `/nodes/${encodeURIComponent('prod/bravo-vault/ledger')}`,
          `/nodes/${encodeURIComponent('outside/vault.bank.example')}`,
        ],
      },
    };

    it('has every route in this test', () => {
      expect(Object.keys(PATHS).sort()).toEqual(
        serviceMapRoutes()
          .map(({ path }) => path)
          .sort(),
      );
    });

    it.each(Object.values(PATHS).flatMap(({ own }) => own))(
      'shows a team not a word of another: %s',
      async path => {
        const { status, text } = await get(path, ANN);
        expect(status).toBe(200);
        expect(text).toMatch(/cart/);
        // What a team writes into its own configuration is its own.
        expect(text.replace(/LEDGER_URL/g, '')).not.toMatch(BRAVO_WORDS);
      },
    );

    it('tells of a failing source what names nothing of others', async () => {
      const { sources } = await mapOf(ANN);
      expect(
        sources.slice(2).map(({ state, problem }) => [state, problem]),
      ).toEqual([
        ['partial', '1 of 2 questions was not answered'],
        ['failed', undefined],
      ]);
    });

    it('counts the neighbour that one may not see', async () => {
      const { nodes } = await mapOf(ANN);
      expect(nodes.find(({ name }) => name === 'cart')?.hidden).toEqual({
        callers: 0,
        callees: 1,
      });
    });

    it.each(Object.values(PATHS).flatMap(({ foreign }) => foreign))(
      'answers for what one may not see as for what is not there: %s',
      async path => {
        const foreign = await get(path, ANN);
        const nowhere = await get('/nodes/nothing', ANN);
        const withoutQuestion = (text: string, segment: string) =>
          text
            .replaceAll(segment, '…')
            .replaceAll(decodeURIComponent(segment), '…');
        expect(foreign.status).toBe(404);
        expect(withoutQuestion(foreign.text, path.replace('/nodes/', ''))).toBe(
          withoutQuestion(nowhere.text, 'nothing'),
        );
      },
    );

    it('shows nothing to somebody who belongs to nothing', async () => {
      const { body, text } = await get('/map', NICK);
      const { nodes, edges, coverage, sources } = body as MapPicture;
      expect(text).not.toMatch(BRAVO_WORDS);
      expect({ nodes, edges }).toEqual({ nodes: [], edges: [] });
      expect(coverage).toMatchObject({ workloads: 0, measuredWorkloads: 0 });
      expect(sources.every(({ nodes: n, edges: e }) => n + e === 0)).toBe(true);
    });

    it.each(['/map', '/nodes/nothing', '/problems', '/changes'])(
      'refuses those who may not open it, and those who are nobody: %s',
      async path => {
        expect((await get(path, STRANGER)).status).toBe(403);
        expect((await get(path, undefined)).status).toBe(401);
      },
    );
  });
});
