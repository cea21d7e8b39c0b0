import fc from 'fast-check';
import type { Endpoint, ObservedEdge } from '@panorama/plugin-service-map-node';
import { NOTHING_OBSERVED } from '@panorama/plugin-service-map-node';
import { NOW, TestFleet } from '../estate/__testUtils__/TestFleet';
import { DEFAULT_BOUNDS } from './bounds';
import { buildGraph, type SourceObservation } from './buildGraph';
import { historyOf } from './history';

const MINUTE = 60_000;

function workload(name: string): Endpoint {
  return { type: 'workload', cluster: 'prod', namespace: 'shop', name };
}

function service(name: string): Endpoint {
  return { type: 'service', cluster: 'prod', namespace: 'shop', name };
}

function address(host: string, port?: number): Endpoint {
  return { type: 'address', host, port, cluster: 'prod', namespace: 'shop' };
}

function edge(
  from: Endpoint,
  to: Endpoint,
  parts: Partial<ObservedEdge> = {},
): ObservedEdge {
  return {
    from,
    to,
    basis: 'traffic',
    confidence: 1,
    evidence: 'somebody saw it',
    ...parts,
  };
}

function says(
  source: string,
  edges: ObservedEdge[],
  parts: Partial<SourceObservation['observation']> = {},
): SourceObservation {
  return { source, observation: { ...NOTHING_OBSERVED, edges, ...parts } };
}

function shop() {
  return new TestFleet()
    .namespace('shop')
    .workload('web')
    .service('web')
    .workload('cart')
    .service('cart')
    .workload('redis', { image: 'redis:7.2' })
    .service('redis', { port: 6379 });
}

describe('the graph', () => {
  it('has every unit as a node, connected or not', () => {
    const { nodes, edges, coverage } = buildGraph(shop().estate(), []);
    expect(nodes.map(({ id, kind }) => [id, kind])).toEqual([
      ['prod/shop/cart', 'service'],
      ['prod/shop/redis', 'middleware'],
      ['prod/shop/web', 'service'],
    ]);
    expect(edges).toEqual([]);
    expect(coverage).toEqual({ workloads: 3, measuredWorkloads: 0 });
    expect(nodes[0].witnesses[0]).toMatchObject({
      source: 'kubernetes',
      evidence: 'Service cart in shop of prod',
    });
  });

  it('merges what several sources say about a pair, strongest first', () => {
    const { edges } = buildGraph(shop().estate(), [
      says('kubernetes', [
        edge(workload('cart'), address('redis', 6379), {
          basis: 'configuration',
          confidence: 0.9,
          evidence: 'env REDIS_ADDR of Deployment cart',
        }),
      ]),
      says('istio', [
        edge(workload('cart'), service('redis'), {
          protocol: 'tcp',
          port: 6379,
        }),
      ]),
    ]);
    expect(edges).toHaveLength(1);
    expect(edges[0]).toMatchObject({
      id: 'prod/shop/cart>prod/shop/redis',
      protocols: ['redis'],
      ports: [6379],
    });
    expect(edges[0].witnesses.map(({ source }) => source)).toEqual([
      'istio',
      'kubernetes',
    ]);
  });

  it('says tcp only where nothing more is known', () => {
    const { edges } = buildGraph(shop().estate(), [
      says('a', [
        edge(workload('web'), service('cart'), { protocol: 'tcp' }),
        edge(workload('web'), service('cart'), { protocol: 'grpc' }),
        edge(workload('cart'), service('web'), { protocol: 'tcp' }),
      ]),
    ]);
    expect(edges.map(({ protocols }) => protocols)).toEqual([
      ['tcp'],
      ['grpc'],
    ]);
  });

  it('adds up the workloads of one node and believes the callee before the caller', () => {
    const requests = (requestsPerSecond: number, errorRatio?: number) => ({
      requestsPerSecond,
      ...(errorRatio !== undefined && { errorRatio }),
      windowSeconds: 300,
    });
    const { edges, nodes } = buildGraph(
      shop()
        .workload('cart-canary', { labels: { app: 'cart' } })
        .estate(),
      [
        says('istio', [
          edge(workload('cart'), service('redis'), {
            reporter: 'callee',
            traffic: requests(10, 0.1),
          }),
          edge(workload('cart-canary'), service('redis'), {
            reporter: 'callee',
            traffic: requests(30, 0.5),
          }),
          edge(workload('cart'), service('redis'), {
            reporter: 'caller',
            traffic: {
              ...requests(99),
              connectFailuresPerSecond: 2,
            },
          }),
        ]),
      ],
    );
    expect(edges[0].traffic).toEqual({
      requestsPerSecond: 40,
      errorRatio: 0.4,
      connectFailuresPerSecond: 2,
      windowSeconds: 300,
    });
    expect(nodes.find(({ name }) => name === 'redis')?.traffic).toEqual(
      edges[0].traffic,
    );
  });

  it('keeps a call to itself as a fact, not as an edge', () => {
    const { edges, selfCalls } = buildGraph(shop().estate(), [
      says('istio', [edge(workload('cart'), address('cart.shop.svc', 8080))]),
    ]);
    expect(edges).toEqual([]);
    expect(selfCalls).toMatchObject([
      { node: 'prod/shop/cart', witnesses: [{ source: 'istio' }] },
    ]);
  });

  it('keeps an address that leads nowhere as a fact, not as an edge', () => {
    const { edges, nodes, dangling } = buildGraph(shop().estate(), [
      says('kubernetes', [
        edge(workload('cart'), address('old-redis', 6379), {
          basis: 'configuration',
          evidence: 'env CACHE of Deployment cart',
        }),
        edge(workload('cart'), address('redis', 7000)),
      ]),
    ]);
    expect(dangling).toEqual([
      {
        from: 'prod/shop/cart',
        host: 'old-redis',
        port: 6379,
        reason: 'no-such-service',
        source: 'kubernetes',
        evidence: 'env CACHE of Deployment cart',
      },
      expect.objectContaining({ host: 'redis', reason: 'no-such-port' }),
    ]);
    expect(nodes).toHaveLength(3);
    expect(edges.map(({ to }) => to)).toEqual(['prod/shop/redis']);
  });

  it('remembers since when each source has seen a thing', () => {
    const observed = [says('istio', [edge(workload('web'), service('cart'))])];
    const before = buildGraph(
      { ...shop().estate(), now: NOW - MINUTE },
      observed,
    );
    const after = buildGraph(shop().estate(), observed, historyOf(before));
    expect(after.edges[0].witnesses[0]).toMatchObject({
      firstSeen: NOW - MINUTE,
      lastSeen: NOW,
    });
    expect(after.nodes[0].witnesses[0].firstSeen).toBe(NOW - MINUTE);
  });

  it('dates what a source said earlier by when it said it', () => {
    const { edges } = buildGraph(shop().estate(), [
      {
        ...says('istio', [edge(workload('web'), service('cart'))]),
        answeredAt: NOW - 3 * MINUTE,
      },
    ]);
    expect(edges[0].witnesses[0].lastSeen).toBe(NOW - 3 * MINUTE);
  });

  it('shows a name that two units have as a conflict at all of them', () => {
    const { nodes, edges, ambiguous } = buildGraph(
      new TestFleet(['prod', 'staging'])
        .workload('cart')
        .workload('cart', { cluster: 'staging' })
        .estate(),
      [
        says('otel', [
          edge(
            { type: 'application', name: 'cart' },
            address('db.example.com'),
          ),
        ]),
      ],
    );
    const claimed = nodes.filter(({ conflicts }) => conflicts.length > 0);
    expect(claimed.map(({ id }) => id)).toEqual([
      'application/cart',
      'prod/shop/deployment:cart',
      'staging/shop/deployment:cart',
    ]);
    expect(edges.map(({ from }) => from)).toEqual(['application/cart']);
    expect(ambiguous).toHaveLength(1);
  });

  it('draws a declaration between the copies of one cluster', () => {
    const ref = (name: string) => `component:default/${name}`;
    const fleet = new TestFleet(['prod', 'staging']);
    for (const cluster of ['prod', 'staging']) {
      for (const name of ['web', 'cart']) {
        fleet.workload(name, {
          cluster,
          pods: [{ name: `${name}-1`, cluster, entityRef: ref(name) }],
        });
      }
    }
    const { edges } = buildGraph(fleet.estate(), [
      says('catalog', [
        edge(
          { type: 'entity', entityRef: ref('web') },
          { type: 'entity', entityRef: ref('cart') },
          { basis: 'declaration' },
        ),
      ]),
    ]);
    expect(edges.map(({ id, drift }) => [id, drift])).toEqual([
      ['prod/shop/deployment:web>prod/shop/deployment:cart', 'unseen'],
      ['staging/shop/deployment:web>staging/shop/deployment:cart', 'unseen'],
    ]);
  });

  it('takes entities that nobody depends on from the catalog as no nodes', () => {
    const { nodes } = buildGraph(new TestFleet().estate(), [
      says('catalog', [], {
        nodes: [
          {
            endpoint: { type: 'entity', entityRef: 'component:default/lib' },
            basis: 'declaration',
            confidence: 1,
            evidence: 'catalog',
          },
        ],
      }),
    ]);
    expect(nodes).toEqual([]);
  });

  it('says what it left out at its bounds, and keeps what runs', () => {
    const { nodes, edges, coverage } = buildGraph(
      shop().estate(),
      [
        says(
          'odd',
          Array.from({ length: 50 }, (_, i) =>
            edge(workload('cart'), address(`h${i}.example.com`)),
          ),
        ),
      ],
      undefined,
      { nodes: 10, edges: 5, observedEdges: 40 },
    );
    expect(nodes).toHaveLength(10);
    expect(nodes.filter(({ place }) => place)).toHaveLength(3);
    expect(edges).toHaveLength(5);
    expect(coverage.truncated).toEqual({
      nodes: 33,
      edges: 45,
      reason: expect.stringContaining('more than 40 dependencies'),
    });
  });

  it('survives a hundred thousand absurd addresses', () => {
    const hosts = ['', '☃', 'a'.repeat(9_999), '999.1.1.1', '-x-', '订单'];
    const edges = Array.from({ length: 100_000 }, (_, i) =>
      edge(
        workload('cart'),
        address(i % 2 ? hosts[i % 6] : `10.0.${i % 200}.${i % 250}`, i - 5),
      ),
    );
    const graph = buildGraph(shop().estate(), [says('odd', edges)]);
    expect(graph.nodes.length).toBeLessThanOrEqual(DEFAULT_BOUNDS.nodes);
    expect(graph.coverage.truncated).toBeDefined();
  });

  it('is the same whatever the order in which things are told', () => {
    const name = fc.constantFrom('web', 'cart', 'redis', '订单服务');
    const end = fc.oneof(
      name.map(workload),
      name.map(service),
      name.map(text => address(text)),
      fc
        .constantFrom('10.1.1.1', '10.1.1.2', 'db.example.com')
        .chain(host =>
          fc
            .constantFrom(undefined, 3306, 6379)
            .map(port => address(host, port)),
        ),
      name.map((text): Endpoint => ({ type: 'application', name: text })),
      fc.constantFrom<Endpoint>(
        { type: 'entity', entityRef: 'component:default/web' },
        { type: 'entity', entityRef: 'resource:default/redis' },
      ),
    );
    const observedEdge = fc.record({
      from: end,
      to: end,
      basis: fc.constantFrom('traffic', 'configuration', 'declaration'),
      confidence: fc.constantFrom(0.5, 0.9, 1),
      evidence: fc.constantFrom('a', 'b'),
      protocol: fc.constantFrom('tcp', 'http', undefined),
      reporter: fc.constantFrom('caller', 'callee', undefined),
      traffic: fc.option(
        fc.record({
          requestsPerSecond: fc.double({ min: 0, max: 1e6, noNaN: true }),
          errorRatio: fc.double({ min: 0, max: 1, noNaN: true }),
          windowSeconds: fc.constant(60),
        }),
        { nil: undefined },
      ),
    }) as fc.Arbitrary<ObservedEdge>;
    const estate = shop()
      .workload('redis', { namespace: 'other' })
      .service('db', { selector: {} })
      .endpoints('db', ['10.1.1.1', '10.1.1.2'], { port: 3306 })
      .estate();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'catalog'), observedEdge), {
          maxLength: 24,
        }),
        fc.func(fc.integer()),
        (told, shuffle) => {
          const graphOf = (list: typeof told) =>
            buildGraph(
              estate,
              [...new Set(list.map(([source]) => source))].map(source =>
                says(
                  source,
                  list.flatMap(([each, observed]) =>
                    each === source ? observed : [],
                  ),
                ),
              ),
            );
          const shuffled = told
            .map((item, index) => ({ item, rank: shuffle(index, item) }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ item }) => item);
          expect(graphOf(shuffled)).toEqual(graphOf(told));
        },
      ),
      { numRuns: 100 },
    );
  });
});
