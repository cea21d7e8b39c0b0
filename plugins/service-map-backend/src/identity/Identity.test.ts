import type { Endpoint } from '@panorama/plugin-service-map-node';
import { TestFleet } from '../estate/__testUtils__/TestFleet';
import { Identity } from './Identity';

function address(
  host: string,
  port?: number,
  {
    cluster = 'prod',
    namespace = 'shop',
  }: { cluster?: string; namespace?: string } = {},
): Endpoint {
  return { type: 'address', host, port, cluster, namespace };
}

function resolver(fleet: TestFleet, ...learned: Endpoint[]) {
  const identity = new Identity(fleet.estate());
  learned.forEach(endpoint => identity.learn(endpoint));
  return (endpoint: Endpoint) => {
    identity.learn(endpoint);
    const resolution = identity.resolve(endpoint);
    return resolution.type === 'node' ? resolution.id : resolution;
  };
}

/** Redis in `cache`: a StatefulSet with two Services and two pods. */
function withRedis(cluster = 'prod') {
  return new TestFleet(['prod', 'staging'])
    .namespace('cache', { cluster })
    .namespace('shop', { cluster })
    .workload('redis', {
      cluster,
      namespace: 'cache',
      kind: 'StatefulSet',
      image: 'docker.io/bitnami/redis:7.2.4-debian-12',
      pods: [{ name: 'redis-0' }, { name: 'redis-1' }],
    })
    .service(
      'redis',
      { port: 6379, clusterIp: '10.96.0.7' },
      { cluster, namespace: 'cache' },
    )
    .service(
      'redis-headless',
      { port: 6379, clusterIp: 'None', selector: { app: 'redis' } },
      { cluster, namespace: 'cache' },
    )
    .endpoints('redis', ['10.1.0.5', '10.1.0.6'], {
      cluster,
      namespace: 'cache',
      pods: ['redis-0', 'redis-1'],
    });
}

const REDIS = 'prod/cache/redis';

describe('the identity of an address', () => {
  test.each([
    ['a Service of another namespace', address('redis.cache')],
    ['its name with .svc', address('redis.cache.svc', 6379)],
    ['its full name', address('redis.cache.svc.cluster.local')],
    ['its full name with a dot', address('redis.cache.svc.cluster.local.')],
    ['another domain of clusters', address('redis.cache.svc.zto.local')],
    ['capital letters', address('Redis.Cache')],
    [
      'a short name in its own namespace',
      address('redis', 6379, { namespace: 'cache' }),
    ],
    ['a pod of the headless Service', address('redis-0.redis-headless.cache')],
    [
      'such a pod in its own namespace',
      address('redis-1.redis-headless', 6379, { namespace: 'cache' }),
    ],
    [
      'such a pod with the full name',
      address('redis-0.redis-headless.cache.svc.cluster.local'),
    ],
    ['a cluster IP', address('10.96.0.7', 6379)],
    ['the IP of a pod behind it', address('10.1.0.6', 6379)],
    ['an SRV name', address('_redis._tcp.redis.cache.svc.cluster.local')],
  ])('is the node, by %s', (_, endpoint) => {
    expect(resolver(withRedis())(endpoint)).toBe(REDIS);
  });

  it('depends on the cluster: the same IP elsewhere is something else', () => {
    const at = resolver(withRedis());
    expect(at(address('10.96.0.7', 6379, { cluster: 'staging' }))).toBe(
      'outside/10.96.0.7:6379',
    );
  });

  it('depends on the namespace: a short name elsewhere is another Service', () => {
    const at = resolver(
      withRedis().workload('redis').service('redis', { port: 6379 }),
    );
    expect(at(address('redis'))).toBe('prod/shop/redis');
    expect(at(address('redis', 6379, { namespace: 'cache' }))).toBe(REDIS);
  });

  test.each([
    ['localhost', { type: 'local' }],
    ['127.0.0.1', { type: 'local' }],
    ['0.0.0.0', { type: 'local' }],
    ['::1', { type: 'local' }],
    ['', { type: 'unknown' }],
    ['-', { type: 'unknown' }],
    ['a..b', { type: 'unknown' }],
    ['1.2.3', { type: 'unknown' }],
    ['300.1.1.1', { type: 'unknown' }],
    [`${'a'.repeat(64)}.com`, { type: 'unknown' }],
    [`${'a.'.repeat(200)}com`, { type: 'unknown' }],
    ['https://x', { type: 'unknown' }],
  ])('%j is %j', (host, expected) => {
    expect(resolver(withRedis())(address(host))).toEqual(expected);
  });

  test.each([0, -1, 65_536, 1.5, NaN])('with port %d is none', port => {
    expect(resolver(withRedis())(address('redis.cache', port))).toEqual({
      type: 'unknown',
    });
  });
});

describe('a name that leads nowhere', () => {
  const at = resolver(withRedis());

  test.each([
    ['old-redis.cache.svc', 6379, 'no-such-service'],
    ['old-redis.cache', 6379, 'no-such-service'],
    ['redis.gone.svc.cluster.local', undefined, 'no-such-namespace'],
    ['redis.gone', 6379, 'no-such-namespace'],
    ['old-redis', 6379, 'no-such-service'],
  ])('is dead configuration: %s', (host, port, reason) => {
    expect(at(address(host, port))).toEqual({ type: 'dangling', host, reason });
  });

  it('is not called dead while its cluster was not read to the end', () => {
    const fleet = withRedis().cluster('prod', 'syncing');
    expect(resolver(fleet)(address('old.cache.svc'))).toEqual({
      type: 'unknown',
    });
  });

  it('is not called dead when it is only a word', () => {
    expect(at(address('production'))).toEqual({ type: 'unknown' });
  });

  it('is outside when it has a domain', () => {
    expect(at(address('db.example.com', 3306))).toBe(
      'outside/db.example.com:3306',
    );
    expect(at(address('redis.cache.example.com'))).toBe(
      'outside/redis.cache.example.com',
    );
  });

  it('is known by its port when the Service has another', () => {
    const identity = new Identity(withRedis().estate());
    expect(identity.resolve(address('redis.cache', 9999))).toEqual({
      type: 'node',
      id: REDIS,
      wrongPort: true,
    });
  });
});

describe('a host outside', () => {
  const machines =
    (cluster: string, name: string, ips: string[]) => (fleet: TestFleet) =>
      fleet
        .service(
          name,
          { port: 3306, selector: {}, clusterIp: '10.96.1.1' },
          { cluster, namespace: 'db' },
        )
        .endpoints(name, ips, { cluster, namespace: 'db', port: 3306 });

  const twoClusters = () => {
    const fleet = new TestFleet(['prod', 'staging']);
    machines('prod', 'mysql', ['192.168.0.9', '192.168.0.10'])(fleet);
    machines('staging', 'mysql', ['192.168.0.10'])(fleet);
    return fleet;
  };

  it.each([
    ['its Service', address('mysql.db', 3306)],
    [
      'its Service elsewhere',
      address('mysql.db', 3306, { cluster: 'staging' }),
    ],
    ['its cluster IP', address('10.96.1.1', 3306)],
    ['its own IP', address('192.168.0.10', 3306)],
    ['its own IP without port', address('192.168.0.9')],
  ])('is one node, whoever names it: %s', (_, endpoint) => {
    expect(resolver(twoClusters())(endpoint)).toBe('outside/192.168.0.10:3306');
  });

  it('is two nodes when it runs two things', () => {
    const at = resolver(
      new TestFleet(),
      address('10.9.9.9', 3306),
      address('10.9.9.9', 6379),
    );
    expect(at(address('10.9.9.9', 3306))).not.toBe(
      at(address('10.9.9.9', 6379)),
    );
    expect(at(address('10.9.9.9'))).toBe('outside/10.9.9.9');
  });

  it('is found behind an ExternalName', () => {
    const fleet = new TestFleet()
      .service('ledger', {
        type: 'ExternalName',
        externalName: 'ledger.corp.example.com',
        selector: {},
        port: 1521,
      })
      .service('loop-a', {
        type: 'ExternalName',
        externalName: 'loop-b.shop.svc.cluster.local',
        selector: {},
      })
      .service('loop-b', {
        type: 'ExternalName',
        externalName: 'loop-a.shop.svc.cluster.local',
        selector: {},
      });
    const at = resolver(fleet);
    expect(at(address('ledger', 1521))).toBe(
      'outside/ledger.corp.example.com:1521',
    );
    expect(at(address('ledger.corp.example.com', 1521))).toBe(
      'outside/ledger.corp.example.com:1521',
    );
    expect(at(address('loop-a'))).toEqual({ type: 'unknown' });
  });

  it('is one node for a list of hosts, and for every part of the list', () => {
    const list: Endpoint = {
      ...(address('10.8.0.1', 9092) as Extract<Endpoint, { type: 'address' }>),
      members: [{ host: '10.8.0.2', port: 9092 }],
    };
    const at = resolver(new TestFleet(), list);
    expect(at(address('10.8.0.2', 9092))).toBe('outside/10.8.0.1:9092');
  });

  it('has no web port in its id', () => {
    const at = resolver(new TestFleet());
    expect(at(address('api.example.com', 443))).toBe('outside/api.example.com');
    expect(at(address('api.example.com'))).toBe('outside/api.example.com');
  });

  it('is the Service behind an Ingress where its name is one', () => {
    const fleet = new TestFleet(['prod', 'staging'])
      .workload('cart')
      .service('cart')
      .ingress('shop', {
        rules: [{ host: 'shop.example.com', path: '/', service: 'cart' }],
      });
    const at = resolver(fleet);
    expect(at(address('shop.example.com', 443, { cluster: 'staging' }))).toBe(
      'prod/shop/cart',
    );
  });
});

describe('units', () => {
  it('are Services with the workloads that they select, under one stable name', () => {
    const { units } = new Identity(withRedis().estate());
    expect(units).toHaveLength(1);
    expect(units[0]).toMatchObject({
      id: REDIS,
      kind: 'middleware',
      technology: 'redis',
      version: '7.2.4',
      readyEndpoints: 2,
    });
  });

  it('keep their id when another Service is added', () => {
    const fleet = withRedis().service(
      'a-redis',
      { selector: { app: 'redis' } },
      { namespace: 'cache' },
    );
    expect(new Identity(fleet.estate()).units[0].id).toBe(REDIS);
  });

  it('join blue and green behind one Service', () => {
    const fleet = new TestFleet()
      .workload('cart-blue', { labels: { app: 'cart', color: 'blue' } })
      .workload('cart-green', { labels: { app: 'cart', color: 'green' } })
      .service('cart');
    const { units } = new Identity(fleet.estate());
    expect(units.map(({ id }) => id)).toEqual(['prod/shop/cart']);
  });

  it('are not joined by a Service over half the namespace', () => {
    const fleet = new TestFleet().service('all', { selector: { team: 'x' } });
    for (let i = 0; i < 9; i += 1) {
      fleet.workload(`w${i}`, { labels: { team: 'x', app: `w${i}` } });
    }
    expect(new Identity(fleet.estate()).units).toHaveLength(10);
  });

  it('are workloads where no Service selects them', () => {
    const fleet = new TestFleet().workload('consumer');
    expect(new Identity(fleet.estate()).units[0]).toMatchObject({
      id: 'prod/shop/deployment:consumer',
      kind: 'workload',
    });
  });

  it('are joined by endpoints where the workload is of an unknown kind', () => {
    const fleet = new TestFleet()
      .pod({ name: 's-1', workloadKind: 'Rollout', workloadName: 'search' })
      .service('search')
      .endpoints('search', ['10.1.0.9'], { pods: ['s-1'] });
    const { units } = new Identity(fleet.estate());
    expect(units).toHaveLength(1);
    expect(units[0].workloads[0].kind).toBe('Rollout');
  });
});

describe('a name that telemetry gives', () => {
  const fleet = () =>
    withRedis()
      .workload('cart')
      .service('cart')
      .workload('cart', { cluster: 'staging' })
      .workload('billing-v2', {
        labels: { 'app.kubernetes.io/name': 'billing' },
      });

  it('is the unit of its place', () => {
    expect(
      resolver(fleet())({
        type: 'application',
        name: 'cart',
        cluster: 'staging',
        namespace: 'shop',
      }),
    ).toBe('staging/shop/deployment:cart');
  });

  it('is the only one of the estate, by label too', () => {
    expect(resolver(fleet())({ type: 'application', name: 'Billing' })).toBe(
      'prod/shop/deployment:billing-v2',
    );
  });

  it('is a conflict where two have it, never a guess', () => {
    expect(resolver(fleet())({ type: 'application', name: 'cart' })).toEqual({
      type: 'conflict',
      claim: 'cart',
      ids: ['prod/shop/cart', 'staging/shop/deployment:cart'],
      id: 'application/cart',
    });
  });

  it('is a node of its own where nothing has it', () => {
    expect(resolver(fleet())({ type: 'application', name: '订单' })).toBe(
      'application/订单',
    );
  });

  it('finds a workload in the only cluster when the mesh does not know its own', () => {
    const at = resolver(new TestFleet().workload('cart'));
    expect(
      at({
        type: 'workload',
        cluster: 'Kubernetes',
        namespace: 'shop',
        name: 'cart',
      }),
    ).toBe('prod/shop/deployment:cart');
  });

  it('keeps what is gone from the inventory as a node with its place', () => {
    expect(
      resolver(fleet())({
        type: 'service',
        cluster: 'prod',
        namespace: 'shop',
        name: 'gone',
      }),
    ).toBe('prod/shop/gone');
  });
});

describe('an entity', () => {
  it('is the nodes of its workloads', () => {
    const entityRef = 'component:default/cart';
    const at = resolver(
      new TestFleet(['prod', 'staging'])
        .workload('cart', { pods: [{ name: 'c-1', entityRef }] })
        .workload('cart', {
          cluster: 'staging',
          pods: [{ name: 'c-2', cluster: 'staging', entityRef }],
        }),
    );
    expect(at({ type: 'entity', entityRef: 'Component:default/Cart' })).toEqual(
      {
        type: 'nodes',
        ids: ['prod/shop/deployment:cart', 'staging/shop/deployment:cart'],
      },
    );
  });

  it('is the machine outside whose Service has its name', () => {
    const fleet = new TestFleet()
      .service('mysql-tracking', { selector: {}, port: 3306 })
      .endpoints('mysql-tracking', ['192.168.0.9'], { port: 3306 });
    const at = resolver(fleet);
    expect(
      at({ type: 'entity', entityRef: 'resource:default/mysql-tracking' }),
    ).toBe('outside/192.168.0.9:3306');
  });

  it.each(['', ':', 'a:b:c/d/e', '订单'])(
    'may be nonsense without ending the build: %j',
    entityRef => {
      expect(resolver(new TestFleet())({ type: 'entity', entityRef })).toBe(
        `catalog/${entityRef}`,
      );
    },
  );

  it('is a node of its own where nothing runs', () => {
    expect(
      resolver(new TestFleet())({
        type: 'entity',
        entityRef: 'resource:default/paper',
      }),
    ).toBe('catalog/resource:default/paper');
  });
});
