/* eslint-disable jest/no-export -- a suite for several servers */
import type { Observation } from '@panorama/plugin-service-map-node';
import { BEFORE, NOW } from './prometheusEstate';
import type {
  PrometheusSettings,
  PrometheusSourceId,
} from '../prometheus/config';
import { createPrometheusSources } from '../prometheus/createPrometheusSources';

/** A Prometheus that holds `ESTATE`. */
export interface PrometheusUnderTest {
  /** After `beforeAll`. */
  url(): string;
}

export const SETTINGS: PrometheusSettings = {
  path: 'serviceMap.prometheus[0]',
  name: 'main',
  url: '',
  headers: {},
  clusters: [],
  clusterLabel: 'cluster',
  clusterNames: {},
  metricPrefix: {},
  sources: ['istio', 'opentelemetry', 'dubbo', 'exporters'],
  timeoutSeconds: 10,
};

/** What one source observes at one moment. */
export async function observe(
  settings: PrometheusSettings,
  id: PrometheusSourceId,
  now = NOW,
): Promise<Observation> {
  const { sources, close } = createPrometheusSources([settings]);
  try {
    const source = sources.find(it => it.id === id)!;
    return await source.observe({ now, signal: AbortSignal.timeout(60_000) });
  } finally {
    await close();
  }
}

/** Rates of evenly rising counters are exact but for the last bits. */
function rounded<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === 'number' ? Number(part.toPrecision(9)) : part,
  );
}

type Place = [namespace: string, name: string];

const workload = ([namespace, name]: Place, cluster = 'prod-hz') => ({
  type: 'workload',
  cluster,
  namespace,
  name,
});
const service = ([namespace, name]: Place, cluster = 'prod-hz') => ({
  type: 'service',
  cluster,
  namespace,
  name,
});
const pod = ([namespace, name]: Place, cluster = 'prod-hz') => ({
  type: 'pod',
  cluster,
  namespace,
  name,
});
const application = (name: string, namespace?: string) => ({
  type: 'application',
  name,
  cluster: 'prod-hz',
  ...(namespace && { namespace }),
});

/** The edge between two ends, without what every edge has. */
function edgesOf(observation: Observation) {
  return rounded(observation.edges).map(
    ({ evidence: _, basis, traffic, ...edge }) => {
      expect(basis).toBe('traffic');
      expect(traffic?.windowSeconds).toBe(300);
      const { windowSeconds: __, ...measured } = traffic!;
      return { ...edge, ...measured };
    },
  );
}

function nodeAt(observation: Observation, endpoint: object) {
  const found = rounded(observation.nodes).filter(
    node => JSON.stringify(node.endpoint) === JSON.stringify(endpoint),
  );
  expect(found).toHaveLength(1);
  const { technology, version, isHealthy, findings } = found[0];
  return {
    technology,
    version,
    isHealthy,
    findings: findings?.map(({ source: _, ...finding }) => finding),
  };
}

/** What every Prometheus must make of the questions that are asked. */
export function runPrometheusSourcesCases({ url }: PrometheusUnderTest) {
  const ask = (id: PrometheusSourceId, now = NOW) =>
    observe({ ...SETTINGS, url: url() }, id, now);

  it.each([
    ['istio', 10],
    ['opentelemetry', 5],
    ['dubbo', 11],
    ['exporters', 10],
  ] as const)('answers every question of %s', async (id, queries) => {
    expect(await ask(id)).toMatchObject({ queries, problems: [] });
  });

  it('has nothing to tell from a time before anything was scraped', async () => {
    const observation = await ask('istio', NOW - 86_400_000);
    expect(observation).toMatchObject({
      nodes: [],
      edges: [],
      problems: [],
      missingMetrics: ['istio_requests_total'],
    });
  });

  it('measures calls that proxies report', async () => {
    const observation = await ask('istio');
    expect(observation.missingMetrics).toEqual([]);
    expect(edgesOf(observation)).toEqual(
      expect.arrayContaining([
        {
          from: workload(['tracking', 'tracking-web']),
          to: service(['tracking', 'tracking-api']),
          protocol: 'http',
          // 10 arrived, 0.4 did not; 0.5 failed there. 9.5 of 10 lie in the upper half of 25–50 ms.
          requestsPerSecond: 10.4,
          errorRatio: rounded(0.9 / 10.4),
          p95Ms: 37.5,
          connectFailuresPerSecond: 0.4,
          reporter: 'callee',
          mutualTls: 'all',
          confidence: 0.95,
        },
        {
          from: workload(['order', 'order-api']),
          to: service(['billing', 'legacy-billing']),
          protocol: 'http',
          requestsPerSecond: 4,
          errorRatio: 0.25,
          connectFailuresPerSecond: 0,
          reporter: 'caller',
          confidence: 0.95,
        },
        {
          from: workload(['order', 'order-api']),
          to: service(['ai', 'ocr-model'], 'prod-sh'),
          protocol: 'grpc',
          requestsPerSecond: 5,
          errorRatio: 0.2,
          connectFailuresPerSecond: 0,
          reporter: 'callee',
          mutualTls: 'none',
          confidence: 0.95,
        },
        {
          from: workload(['routing', 'route-api']),
          to: service(['routing', 'route-plan']),
          protocol: 'http',
          requestsPerSecond: 2,
          errorRatio: 0,
          bytesPerSecond: 150,
          connectFailuresPerSecond: 0,
          reporter: 'callee',
          mutualTls: 'all',
          confidence: 0.95,
        },
        {
          from: workload(['order', 'order-api']),
          to: {
            type: 'address',
            host: 'mysql-order.db.example.com',
            cluster: 'prod-hz',
            namespace: 'order',
          },
          protocol: 'tcp',
          bytesPerSecond: 1500,
          connectFailuresPerSecond: 0.2,
          reporter: 'caller',
          confidence: 0.95,
        },
        {
          from: workload(['order', 'order-api']),
          to: {
            type: 'address',
            host: 'api.alipay.com',
            port: 443,
            cluster: 'prod-hz',
            namespace: 'order',
          },
          protocol: 'http',
          requestsPerSecond: 0.5,
          errorRatio: 0.2,
          connectFailuresPerSecond: 0.1,
          reporter: 'caller',
          confidence: 0.95,
        },
      ]),
    );
    expect(observation.edges).toHaveLength(6);
    // Called by somebody without a proxy: there is no edge, but it is there.
    expect(observation.nodes.map(({ endpoint }) => endpoint)).toEqual([
      service(['tracking', 'tracking-api']),
    ]);
  });

  it('measures calls that traces tell', async () => {
    const observation = await ask('opentelemetry');
    expect(edgesOf(observation)).toEqual(
      expect.arrayContaining([
        {
          from: application('shop-web', 'shop'),
          to: application('cart', 'cart'),
          protocol: 'unknown',
          requestsPerSecond: 8,
          errorRatio: 0.1,
          // 7.6 of 8: nine tenths of the second bucket.
          p95Ms: 190,
          reporter: 'callee',
          confidence: 0.95,
        },
        {
          from: application('cart', 'cart'),
          to: {
            type: 'address',
            host: 'redis-cart.cache',
            port: 6379,
            cluster: 'prod-hz',
            namespace: 'cart',
          },
          protocol: 'redis',
          port: 6379,
          requestsPerSecond: 20,
          errorRatio: 0,
          reporter: 'caller',
          confidence: 0.95,
        },
        {
          from: application('order'),
          to: application('结算'),
          protocol: 'messaging',
          requestsPerSecond: 1,
          errorRatio: 0,
          reporter: 'callee',
          confidence: 0.85,
        },
        {
          from: application('cart', 'cart'),
          to: {
            type: 'address',
            host: 'sms.example.com',
            cluster: 'prod-hz',
            namespace: 'cart',
          },
          protocol: 'unknown',
          requestsPerSecond: 0.2,
          errorRatio: 0,
          reporter: 'caller',
          confidence: 0.95,
        },
      ]),
    );
    expect(observation.edges).toHaveLength(4);
    // 8 + 20 + 1 + 8 + 0.2 + 0.1 found their other half; 2.7 did not.
    expect(observation.unpairedSpans).toBeCloseTo(2.7 / 40, 9);
  });

  it('joins consumers and providers of Dubbo', async () => {
    const observation = await ask('dubbo');
    const few = {
      code: 'few-valid-providers',
      level: 'degraded',
      numbers: { valid: 1, all: 4 },
      texts: {},
      source: 'dubbo',
    };
    expect(edgesOf(observation)).toEqual(
      expect.arrayContaining([
        {
          from: application('order-service', 'order'),
          to: application('tracking-service', 'tracking'),
          protocol: 'dubbo',
          requestsPerSecond: 4,
          errorRatio: 0.1,
          p95Ms: 120,
          connectFailuresPerSecond: 0.15,
          findings: [few],
          reporter: 'caller',
          confidence: 0.9,
        },
        ...['address-a', 'address-b'].map(name => ({
          from: application('order-service', 'order'),
          to: application(name, 'base'),
          protocol: 'dubbo',
          reporter: 'caller',
          confidence: 0.5,
        })),
      ]),
    );
    expect(observation.edges).toHaveLength(3);
    expect(observation.missingMetrics).toEqual([
      'dubbo_provider_requests_total{interface="com.example.LegacyService"}',
    ]);
    expect(
      nodeAt(observation, application('tracking-service', 'tracking')),
    ).toMatchObject({
      findings: [
        {
          code: 'pool-exhausted',
          level: 'degraded',
          // 0.02 a second for five minutes.
          numbers: { active: 190, max: 200, rejected: 6 },
        },
      ],
    });
    expect(nodeAt(observation, application('address-a', 'base'))).toMatchObject(
      { isHealthy: true, findings: undefined },
    );
  });

  it('knows how middleware is from its exporters', async () => {
    const observation = await ask('exporters');
    const at = (host: string, port?: number) => ({
      type: 'address',
      host,
      ...(port && { port }),
      cluster: 'prod-hz',
    });
    const gib = 1024 ** 3;
    const wrong = (
      code: string,
      level: string,
      numbers: object = {},
      texts: object = {},
    ) => [{ code, level, numbers, texts }];
    const rows: Array<[object, object]> = [
      [
        // The port is the exporter's; which one MySQL has there, nobody says.
        at('10.9.0.11'),
        {
          technology: 'mysql',
          version: '8.0.36',
          findings: wrong('connections-used', 'degraded', {
            used: 180,
            max: 200,
          }),
        },
      ],
      [
        at('mysql-order-1.db.example.com', 3306),
        {
          technology: 'mysql',
          findings: wrong('replication-broken', 'degraded'),
        },
      ],
      [
        pod(['cache', 'redis-session-0']),
        { technology: 'redis', isHealthy: true },
      ],
      [
        // One of three that are one thing.
        pod(['cache', 'redis-session-2']),
        {
          technology: 'redis',
          findings: wrong(
            'exporter-down',
            'degraded',
            {},
            {
              technology: 'redis',
            },
          ),
        },
      ],
      [
        pod(['cache', 'redis-geo-0']),
        {
          technology: 'redis',
          version: '7.2.4',
          findings: wrong('memory-used', 'degraded', {
            used: rounded(0.95 * gib),
            max: rounded(gib),
          }),
        },
      ],
      [
        // Full by design: it evicts.
        pod(['cache', 'redis-cart-0']),
        { technology: 'redis', version: '7.2.4', isHealthy: true },
      ],
      [
        service(['db', 'pg-billing']),
        {
          technology: 'postgresql',
          version: '15.4.0',
          findings: wrong('replication-broken', 'degraded', {
            lagSeconds: 45,
          }),
        },
      ],
      [
        service(['mq', 'kafka-events']),
        {
          technology: 'kafka',
          findings: [
            ...wrong('no-leader', 'degraded', { partitions: 1 }),
            ...wrong('under-replicated', 'degraded', { partitions: 2 }),
          ],
        },
      ],
      [
        at('10.9.0.21', 10911),
        {
          technology: 'rocketmq',
          findings: wrong('disk-used', 'down', {
            used: rounded(95 * gib),
            max: rounded(100 * gib),
          }),
        },
      ],
      [at('10.9.0.22', 10911), { technology: 'rocketmq', isHealthy: true }],
      [
        service(['search', 'es-logs']),
        {
          technology: 'elasticsearch',
          findings: [
            ...wrong('cluster-status', 'degraded', {}, { status: 'yellow' }),
            // Of the node that has least left: 440 of 500 GiB.
            ...wrong('disk-used', 'degraded', {
              used: rounded(440 * gib),
              max: rounded(500 * gib),
            }),
          ],
        },
      ],
      [
        pod(['db', 'mongo-profile-0']),
        {
          technology: 'mongodb',
          findings: wrong('replication-broken', 'degraded'),
        },
      ],
    ];
    for (const [endpoint, expected] of rows) {
      expect(nodeAt(observation, endpoint)).toEqual({
        technology: undefined,
        version: undefined,
        isHealthy: undefined,
        findings: undefined,
        ...expected,
      });
    }
    // And redis-session-1.
    expect(observation.nodes).toHaveLength(rows.length + 1);
    expect(observation.edges).toEqual([]);
  });

  it('tells a moment from the one before', async () => {
    const observation = await ask('exporters', BEFORE);
    expect(
      nodeAt(observation, pod(['cache', 'redis-session-2'])),
    ).toMatchObject({ isHealthy: true, findings: undefined });
  });
}
