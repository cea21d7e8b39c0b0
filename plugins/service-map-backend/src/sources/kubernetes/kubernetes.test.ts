import fc from 'fast-check';
import type { FoundAddress } from '@panorama/plugin-fleet-node';
import { found, TestFleet } from '../../estate/__testUtils__/TestFleet';
import { buildGraph } from '../../graph/buildGraph';
import { observeKubernetes } from '.';
import { meaningOf } from './meaning';

function graphOf(fleet: TestFleet) {
  const estate = fleet.estate();
  return buildGraph(estate, [
    { source: 'kubernetes', observation: observeKubernetes(estate) },
  ]);
}

function edgesOf(fleet: TestFleet): string[] {
  return graphOf(fleet).edges.map(({ id }) => id);
}

function cartWith(...addresses: FoundAddress[]) {
  return new TestFleet()
    .namespace('shop')
    .workload('cart', { addresses })
    .service('cart')
    .workload('redis', { image: 'redis:7' })
    .service('redis', { port: 6379 });
}

describe('dependencies that configuration names', () => {
  it('say where they stand, how sure they are and what is spoken', () => {
    const { edges } = graphOf(
      cartWith(found('REDIS_ADDR', 'redis', 6379, 'redis')),
    );
    expect(edges).toMatchObject([
      {
        id: 'prod/shop/cart>prod/shop/redis',
        protocols: ['redis'],
        ports: [6379],
        witnesses: [
          {
            source: 'kubernetes',
            basis: 'configuration',
            confidence: 0.95,
            evidence: 'env REDIS_ADDR of Deployment cart',
          },
        ],
      },
    ]);
  });

  it('are found in ConfigMaps that the program reads, not in others', () => {
    const fleet = new TestFleet()
      .workload('cart', { configMaps: ['cart'] })
      .workload('redis')
      .service('redis', { port: 6379 })
      .workload('mysql')
      .service('mysql', { port: 3306 })
      .configMap('cart', [
        { ...found('spring.redis.host', 'redis'), entry: 'application.yaml' },
      ])
      .configMap('other', [found('url', 'mysql', 3306)]);
    const { edges } = graphOf(fleet);
    expect(edges.map(({ to }) => to)).toEqual(['prod/shop/redis']);
    expect(edges[0].witnesses[0].evidence).toBe(
      'key spring.redis.host in application.yaml of ConfigMap cart of Deployment cart',
    );
  });

  it('are those of the one key that a variable takes', () => {
    const fleet = new TestFleet()
      .workload('cart', {
        containers: [
          {
            configMapKeys: [
              { variable: 'CACHE', configMap: 'common', key: 'redis' },
            ],
          },
        ],
      })
      .workload('redis')
      .service('redis', { port: 6379 })
      .workload('mysql')
      .service('mysql', { port: 3306 })
      .configMap('common', [
        found('redis', 'redis', 6379),
        found('mysql', 'mysql', 3306),
      ]);
    expect(edgesOf(fleet)).toEqual([
      'prod/shop/deployment:cart>prod/shop/redis',
    ]);
  });

  it('are not guessed from an address book that everybody reads', () => {
    const fleet = new TestFleet().configMap(
      'addresses',
      Array.from({ length: 6 }, (_, i) => found(`s${i}.url`, `s${i}`, 8080)),
    );
    for (let i = 0; i < 6; i += 1) {
      fleet.workload(`s${i}`, { configMaps: ['addresses'] }).service(`s${i}`);
    }
    expect(edgesOf(fleet)).toEqual([]);
  });

  it('are not those of another environment, unless this is it', () => {
    const entry = 'application-dev.yaml';
    const fleet = new TestFleet();
    for (const namespace of ['shop', 'shop-dev']) {
      fleet
        .workload('cart', { namespace, configMaps: ['cart'] })
        .configMap(
          'cart',
          [{ ...found('redis.host', 'dev-redis.zto.cn'), entry }],
          { namespace },
        );
    }
    expect(edgesOf(fleet)).toEqual([
      'prod/shop-dev/deployment:cart>outside/dev-redis.zto.cn',
    ]);
  });

  it('are one node for the members of a list', () => {
    const fleet = cartWith(
      found('KAFKA_BROKERS', '10.8.0.1', 9092),
      found('KAFKA_BROKERS', '10.8.0.2', 9092),
    );
    const { nodes, edges } = graphOf(fleet);
    expect(edges).toHaveLength(1);
    expect(nodes.find(({ id }) => id === edges[0].to)).toMatchObject({
      kind: 'queue',
      technology: 'kafka',
      aliases: ['10.8.0.1:9092', '10.8.0.2:9092'],
    });
  });

  it('type what is outside by scheme or by the name of the setting', () => {
    const { nodes } = graphOf(
      cartWith(
        found('DB', 'db.example.cn', 3306, 'jdbc:mysql'),
        found('ES_URL', 'search.example.cn', 9200, 'http'),
      ),
    );
    expect(
      nodes.flatMap(({ technology, place }) => (place ? [] : technology)),
    ).toEqual(['mysql', 'elasticsearch']);
  });

  it('come from gateways through Ingresses', () => {
    const fleet = cartWith()
      .workload('ingress-nginx-controller', {
        namespace: 'ingress-nginx',
        image: 'registry.k8s.io/ingress-nginx/controller:v1.9',
      })
      .ingress('shop', {
        className: 'nginx',
        rules: [{ host: 'shop.example.cn', service: 'cart' }],
      });
    const { edges, nodes } = graphOf(fleet);
    expect(edges.map(({ to }) => to)).toEqual(['prod/shop/cart']);
    expect(nodes.find(({ id }) => id === edges[0].from)?.kind).toBe('gateway');
  });

  it('come from gateways through HTTPRoutes, but not to a Service without weight', () => {
    const fleet = cartWith()
      .workload('public-envoy', { image: 'envoyproxy/envoy-gateway:v1.2' })
      .workload('private-envoy', { image: 'envoyproxy/envoy-gateway:v1.2' })
      .put('httproutes.gateway.networking.k8s.io', 'shop', {
        hostnames: ['shop.zto.cn'],
        gateways: [{ namespace: 'shop', name: 'public' }],
        rules: [
          {
            paths: [],
            backends: [
              { namespace: 'shop', service: 'cart', weight: 1 },
              { namespace: 'shop', service: 'redis', weight: 0 },
            ],
          },
        ],
      });
    expect(edgesOf(fleet)).toEqual([
      'prod/shop/deployment:public-envoy>prod/shop/cart',
    ]);
  });

  it('are bounded, and say so', () => {
    const { problems } = observeKubernetes(
      cartWith(
        ...Array.from({ length: 401 }, (_, i) => found(`H${i}`, `host${i}.cn`)),
      ).estate(),
    );
    expect(problems).toEqual([
      {
        message:
          'Deployment cart in shop of prod is configured with 401 addresses: the first 400 were looked at',
        place: { cluster: 'prod', namespace: 'shop' },
      },
    ]);
  });

  it('are none of an address that makes no sense', () => {
    const odd = fc.record({
      key: fc.string(),
      host: fc.oneof(fc.string(), fc.constantFrom('localhost', '::1', '..')),
      port: fc.option(fc.integer(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 20 }), addresses => {
        const { nodes } = graphOf(cartWith(...addresses));
        for (const { id } of nodes) {
          expect(id).not.toMatch(/\s|:-|:\d{6}/);
        }
      }),
    );
  });
});

describe('an address in a configuration', () => {
  test.each([
    ['HTTP_PROXY', 'proxy.corp', 3128, 'http', 'proxy'],
    ['NO_PROXY', 'redis', undefined, undefined, 'proxy'],
    ['HELP_URL', 'help.example.cn', undefined, 'https', 'document'],
    ['beans.xmlns', 'www.springframework.org', undefined, 'http', 'document'],
    ['SIDECAR_IMAGE', 'busybox', 1234, undefined, 'artifact'],
    ['BASE', 'registry.example.cn', undefined, 'https', 'artifact'],
    ['DUBBO_REGISTRY_ADDRESS', 'zk', 2181, 'zookeeper', 'dependency'],
    ['dubbo.registry.address', 'nacos', 8848, 'nacos', 'dependency'],
    ['EUREKA_INSTANCE_HOSTNAME', 'cart', undefined, undefined, 'own-name'],
    ['ADVERTISED_LISTENERS', 'kafka-0.kafka', 9092, undefined, 'own-name'],
    ['CORS_ALLOWED_ORIGINS', 'shop.example.cn', undefined, 'https', 'own-name'],
    ['MAVEN_MIRROR', 'nexus.corp', undefined, 'https', 'artifact'],
    ['GRAFANA_LINK', 'grafana.corp', undefined, 'https', 'document'],
    ['_comment', 'cart', 8080, 'http', 'document'],
    ['WEB_BASE_URL', 'www.zto.cn', undefined, 'https', 'document'],
    ['FRONTEND_URL', 'shop.zto.cn', undefined, 'https', 'own-name'],
    ['BACKUP', 'bucket', undefined, 's3', 'resource'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'otel', 4317, 'http', 'dependency'],
    ['spring.redis.host', 'redis', undefined, undefined, 'dependency'],
    ['SERVER_URL', 'cart', 80, 'http', 'dependency'],
  ])('%s=%s is a %5$s', (key, host, port, scheme, expected) => {
    expect(meaningOf(found(key, host, port, scheme))).toBe(expected);
  });
});
