import type { Witness } from '@panorama/plugin-service-map-common';
import { TestFleet } from '../estate/__testUtils__/TestFleet';
import { Identity } from '../identity/Identity';
import { catalogChange } from './catalogChange';
import { cidrContains } from './cidr';
import { driftOf, driftSince } from './driftOf';
import { NetworkRules } from './NetworkRules';

const KNOWN = { isCatalogRead: true, isForbidden: false };
const CART = { entityRef: 'component:default/cart' };
const REDIS = { entityRef: 'resource:default/redis' };

function witness(basis: Witness['basis'], firstSeen = 1): Witness {
  return {
    source: basis,
    basis,
    confidence: 1,
    firstSeen,
    lastSeen: 9,
    evidence: '',
  };
}

describe('drift between the catalog and what is', () => {
  const declared = witness('declaration');
  const seen = witness('traffic');
  const configured = witness('configuration');

  test.each([
    ['declared and seen', [declared, seen], CART, REDIS, KNOWN, 'agreed'],
    [
      'declared and configured',
      [declared, configured],
      CART,
      REDIS,
      KNOWN,
      'agreed',
    ],
    ['declared only', [declared], CART, REDIS, KNOWN, 'unseen'],
    ['seen only', [seen], CART, REDIS, KNOWN, 'undeclared'],
    ['seen, one end unknown', [seen], CART, {}, KNOWN, 'untracked'],
    ['inside one component', [seen], CART, CART, KNOWN, 'agreed'],
    [
      'seen, catalog silent',
      [seen],
      CART,
      REDIS,
      { ...KNOWN, isCatalogRead: false },
      'untracked',
    ],
    [
      'forbidden though agreed',
      [declared, seen],
      CART,
      REDIS,
      { ...KNOWN, isForbidden: true },
      'forbidden',
    ],
  ] as const)('%s is %6$s', (_, witnesses, from, to, knowledge, expected) => {
    expect(driftOf({ witnesses: [...witnesses] }, from, to, knowledge)).toBe(
      expected,
    );
  });

  it('lasts since the first witness', () => {
    const witnesses = [witness('declaration', 5), witness('traffic', 3)];
    expect(driftSince({ drift: 'undeclared', witnesses })).toBe(3);
    expect(driftSince({ drift: 'agreed', witnesses })).toBeUndefined();
  });
});

describe('the change that ends a drift', () => {
  const cart = { ...CART, name: 'cart', kind: 'service' } as const;
  const redis = {
    ...REDIS,
    name: 'redis',
    kind: 'middleware',
    technology: 'redis',
  } as const;

  it('declares what is seen', () => {
    expect(catalogChange({ drift: 'undeclared' }, cart, redis)).toEqual({
      type: 'add-dependency',
      entityRef: 'component:default/cart',
      yaml: 'spec:\n  dependsOn:\n    - resource:default/redis\n',
    });
  });

  it('takes back what nobody sees', () => {
    expect(catalogChange({ drift: 'unseen' }, cart, redis)?.type).toBe(
      'remove-dependency',
    );
  });

  it('describes what the catalog does not know', () => {
    expect(
      catalogChange({ drift: 'untracked' }, cart, {
        name: '订单 db',
        kind: 'database',
        technology: 'mysql',
        owner: 'group:default/team-order',
      }),
    ).toEqual({
      type: 'describe',
      entityRef: 'resource:default/db',
      yaml: `apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: db
  title: "订单 db"
spec:
  type: database
  owner: team-order
`,
    });
  });

  it('is none where nothing is to be written', () => {
    expect(catalogChange({ drift: 'agreed' }, cart, redis)).toBeUndefined();
    expect(catalogChange({ drift: 'forbidden' }, cart, redis)).toBeUndefined();
  });
});

describe('network policies', () => {
  function fleet() {
    return new TestFleet()
      .namespace('shop', { labels: { team: 'shop' } })
      .namespace('cache')
      .workload('cart')
      .workload('redis', { namespace: 'cache' })
      .service(
        'redis',
        { ports: [{ port: 6379, targetPort: '6380', protocol: 'TCP' }] },
        { namespace: 'cache' },
      );
  }

  function forbids(inventory: TestFleet, ports = [6379]): boolean {
    const estate = inventory.estate();
    const { units } = new Identity(estate);
    const [cart, redis] = ['cart', 'redis'].map(
      name => units.find(unit => unit.name === name)!,
    );
    return new NetworkRules(estate).forbids(cart, redis, ports);
  }

  const intoCache = { namespace: 'cache' };
  const fromShop = { namespaceSelector: { matchLabels: { team: 'shop' } } };
  const cartPods = { podSelector: { matchLabels: { app: 'cart' } } };
  const ingress = (peers: object[], ports: object[] = []) => ({
    ingress: [{ peers, ports }],
  });

  test.each([
    ['no policy', {}, false],
    ['a policy that lets nobody in', { ingress: [] }, true],
    [
      'one for other pods',
      { podSelector: { matchLabels: { app: 'x' } } },
      false,
    ],
    ['one that lets everybody in', ingress([]), false],
    ['one for the namespace', ingress([fromShop]), false],
    ['one for the pods there', ingress([{ ...fromShop, ...cartPods }]), false],
    ['one for its own namespace only', ingress([cartPods]), true],
    [
      'one for the port of the pods',
      ingress([fromShop], [{ port: '6380' }]),
      false,
    ],
    ['one for another port', ingress([fromShop], [{ port: '9999' }]), true],
    [
      'one for a range',
      ingress([fromShop], [{ port: '6000', endPort: 7000 }]),
      false,
    ],
    ['one for a named port', ingress([fromShop], [{ port: 'redis' }]), false],
    ['one for a block of addresses', ingress([{ cidr: '10.0.0.0/8' }]), false],
  ])('with %s: forbidden is %3$s', (title, policy, expected) => {
    const inventory =
      title === 'no policy'
        ? fleet()
        : fleet().networkPolicy('p', policy as never, intoCache);
    expect(forbids(inventory)).toBe(expected);
  });

  it('can keep a caller in', () => {
    expect(
      forbids(
        fleet().networkPolicy('p', { policyTypes: ['Egress'], egress: [] }),
      ),
    ).toBe(true);
  });

  it('are about the host outside where they name its block', () => {
    const egress = (cidr: string) => {
      const estate = new TestFleet()
        .workload('cart')
        .service('db', { selector: {} })
        .endpoints('db', ['192.168.0.9'], { port: 3306 })
        .networkPolicy('p', {
          policyTypes: ['Egress'],
          egress: [{ peers: [{ cidr }], ports: [] }],
        })
        .estate();
      const identity = new Identity(estate);
      return new NetworkRules(estate).forbidsOutside(
        identity.units[0],
        identity.outsideHosts()[0],
      );
    };
    expect(egress('192.168.0.0/16')).toBe(false);
    expect(egress('10.0.0.0/8')).toBe(true);
    expect(egress('nonsense')).toBe(false);
  });
});

test.each([
  ['10.0.0.0/8', '10.9.9.9', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['0.0.0.0/0', '1.2.3.4', true],
  ['fd00::/8', 'fd12::1', true],
  ['fd00::/8', '10.0.0.1', false],
  ['10.0.0.0/99', '10.0.0.1', undefined],
  ['x', '10.0.0.1', undefined],
])('%s contains %s: %s', (cidr, address, expected) => {
  expect(cidrContains(cidr, address)).toBe(expected);
});
