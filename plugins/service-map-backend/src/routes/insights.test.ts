import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { AccessSet, UserFleet } from '@panorama/plugin-fleet-node';
import type {
  ChangeList,
  NodeAnswer,
  ProblemList,
} from '@panorama/plugin-service-map-common';
import express from 'express';
import request from 'supertest';
import { MapBuilder, type Build } from '../build/MapBuilder';
import { MapDrawer } from '../build/MapDrawer';
import { found, NOW, TestFleet } from '../estate/__testUtils__/TestFleet';
import { createRouter } from '../router';
import { KubernetesSource } from '../sources/kubernetes';
import { createRouteContext } from './createRouteContext';
import { serviceMapRoutes } from './index';

/** Nothing that belongs to team Bravo is called without one of these. */
const BRAVO_WORDS = /bravo|vault|ledger/i;
const ALPHA = { namespace: 'alpha-shop' };
const BRAVO = { namespace: 'bravo-vault' };
const REFRESH_MS = 30_000;

/** A cart that needs a ledger of another team; both stop when the ledger gets a new image. */
function inventory(isBroken: boolean): TestFleet {
  const readiness = { desired: 2, ready: isBroken ? 0 : 2 };
  return new TestFleet()
    .namespace('alpha-shop')
    .namespace('bravo-vault')
    .workload('cart', {
      ...ALPHA,
      desired: 1,
      image: `registry/cart:${isBroken ? '1.1' : '1.0'}`,
      addresses: [found('UPSTREAM', 'ledger.bravo-vault', 8080, 'http')],
    })
    .service('cart', {}, ALPHA)
    .endpoints('cart', ['10.0.0.1'], ALPHA)
    .workload('ledger', {
      ...BRAVO,
      ...readiness,
      image: `registry/ledger:${isBroken ? '2.0' : '1.0'}`,
      addresses: [
        found('CART', 'cart.alpha-shop', 8080, 'http'),
        found('PEER', 'ledger-store.bravo-vault', 8080, 'http'),
      ],
      pods: ['ledger-1', 'ledger-2'].map(name => ({
        name,
        node: 'machine-of-bravo',
        ...(isBroken && {
          state: 'crashloop' as const,
          reason: 'CrashLoopBackOff',
        }),
      })),
    })
    .service('ledger', {}, BRAVO)
    .workload('ledger-store', BRAVO)
    .service('ledger-store', {}, BRAVO)
    .endpoints('ledger-store', ['10.0.0.2'], BRAVO)
    .put('nodes', 'machine-of-bravo', {
      ready: isBroken ? 'False' : 'True',
      pressures: [],
    });
}

/** Ten minutes of builds, with the fault in the last five. */
async function buildsOf(): Promise<Build> {
  let now = NOW;
  let isBroken = false;
  const estateAt = () => ({ ...inventory(isBroken).estate(), now });
  const drawer = new MapDrawer(estateAt);
  const builder = new MapBuilder({
    sources: [new KubernetesSource(estateAt)],
    draw: (...answers) => drawer.draw(...answers),
    deadlineMs: 1000,
    keepMs: 60_000,
    now: () => now,
  });
  let build: Build | undefined;
  for (let step = 0; step < 20; step += 1) {
    now = NOW + step * REFRESH_MS;
    isBroken = step >= 10;
    build = await builder.build(new AbortController().signal);
  }
  return build!;
}

function accessTo(...namespaces: string[]): AccessSet {
  return {
    classId: namespaces.join() || 'nothing',
    version: 1,
    has: (_, namespace) => namespaces.includes(namespace),
    hasCluster: () => namespaces.length > 1,
    onChange: () => () => {},
  };
}

describe('what the map means, under rights', () => {
  const everybody = {
    operator: accessTo('alpha-shop', 'bravo-vault'),
    engineer: accessTo('alpha-shop'),
    nobody: accessTo(),
  };
  const apps = new Map<string, express.Express>();

  beforeAll(async () => {
    const build = await buildsOf();
    for (const [who, access] of Object.entries(everybody)) {
      const context = createRouteContext({
        httpAuth: mockServices.httpAuth(),
        permissions: mockServices.permissions({
          result: AuthorizeResult.ALLOW,
        }),
        fleet: { forUser: async () => ({ access } as UserFleet) },
        current: async () => build,
      });
      apps.set(who, express().use(createRouter(serviceMapRoutes(), context)));
    }
  });

  const get = (who: keyof typeof everybody, path: string) =>
    request(apps.get(who)!).get(`/v1${path}`);
  const nodePath = (namespace: string, name: string) =>
    `/nodes/${encodeURIComponent(`prod/${namespace}/${name}`)}`;

  it('says why a node is unwell, and what would stop with it', async () => {
    const { body } = await get('operator', nodePath('bravo-vault', 'ledger'));
    const { causes, blastRadius } = body as NodeAnswer;
    expect(causes.hidden).toBe(0);
    expect(
      causes.candidates.map(({ kind, subject }) => [kind, subject]),
    ).toEqual(
      expect.arrayContaining([
        ['cluster-node', 'prod/machine-of-bravo'],
        ['change', expect.stringMatching(/^rollout\/prod\/bravo-vault\//)],
      ]),
    );
    expect(blastRadius.affected).toEqual([
      { id: 'prod/alpha-shop/cart', distance: 1 },
    ]);
  });

  it('has no causes for what is well', async () => {
    const { body } = await get(
      'operator',
      nodePath('bravo-vault', 'ledger-store'),
    );
    const { node, causes } = body as NodeAnswer;
    expect(node.health.own).toBe('healthy');
    expect(causes).toEqual({ candidates: [], hidden: 0 });
  });

  it('counts causes that the viewer may not know, and callers that stop', async () => {
    const { body } = await get('engineer', nodePath('alpha-shop', 'cart'));
    const { causes, blastRadius } = body as NodeAnswer;
    expect(
      causes.candidates.every(
        ({ nodeId }) => nodeId === 'prod/alpha-shop/cart',
      ),
    ).toBe(true);
    expect(causes.hidden).toBeGreaterThan(0);
    expect(blastRadius).toMatchObject({ affected: [], hiddenCallers: 1 });
  });

  it('lists hidden problems with rule, numbers and since when', async () => {
    const { body } = await get('operator', '/problems');
    const { problems, hidden } = body as ProblemList;
    expect(hidden).toBe(0);
    expect(
      problems.find(({ nodes }) => nodes[0] === 'prod/alpha-shop/cart'),
    ).toMatchObject({ firstSeen: NOW, severity: expect.any(String) });
  });

  it('counts problems between what one sees and what one does not', async () => {
    const { body } = await get('engineer', '/problems');
    const { problems, hidden } = body as ProblemList;
    expect(problems.length).toBeGreaterThan(0);
    expect(hidden).toBeGreaterThan(0);
  });

  it('lists what was changed, the newest first', async () => {
    const { body } = await get('operator', '/changes');
    const { changes, keptSince } = body as ChangeList;
    expect(keptSince).toBe(NOW);
    expect(changes.map(({ kind, object }) => [kind, object.name])).toEqual([
      ['rollout', 'cart'],
      ['rollout', 'ledger'],
    ]);
    const [{ at }] = changes;
    const later = await get('operator', `/changes?since=${at}`);
    expect((later.body as ChangeList).changes).toEqual([]);
    const mine = await get('engineer', `/changes?since=${at - 1}`);
    expect((mine.body as ChangeList).changes).toHaveLength(1);
  });

  it.each(['/map', nodePath('alpha-shop', 'cart'), '/problems', '/changes'])(
    'shows an engineer not a word of another team: %s',
    async path => {
      const { status, text } = await get('engineer', path);
      expect(status).toBe(200);
      expect(text).toMatch(/cart/);
      expect(text).not.toMatch(BRAVO_WORDS);
      // The same question of somebody who may know does hold them.
      expect((await get('operator', path)).text).toMatch(BRAVO_WORDS);
    },
  );

  it.each(['/map', '/problems', '/changes'])(
    'shows nobody not a word of anybody: %s',
    async path => {
      const { status, text } = await get('nobody', path);
      expect(status).toBe(200);
      expect(text).not.toMatch(/bravo|vault|ledger|cart|alpha|machine/i);
    },
  );

  it('shows nobody nothing of a node', async () => {
    const { status } = await get('nobody', nodePath('alpha-shop', 'cart'));
    expect(status).not.toBe(200);
  });
});
