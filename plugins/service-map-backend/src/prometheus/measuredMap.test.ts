import { EmbeddedPrometheus, PORTAL_QUERIES } from '@panorama/playground';
import type { MapNode, ServiceMap } from '@panorama/plugin-service-map-common';
import { ESTATE, NOW, SCRAPE_MS } from '../__testUtils__/prometheusEstate';
import { SETTINGS } from '../__testUtils__/prometheusSources.cases';
import { MapBuilder } from '../build/MapBuilder';
import { MapDrawer } from '../build/MapDrawer';
import { TestFleet } from '../estate/__testUtils__/TestFleet';
import { KubernetesSource } from '../sources/kubernetes';
import { createPrometheusSources } from './createPrometheusSources';

const CLUSTER = 'prod-hz';

/** What runs in the cluster that the samples are from. */
function inventory(): TestFleet {
  const fleet = new TestFleet([CLUSTER, 'prod-sh', 'staging']);
  let lastByte = 0;
  const addresses = (count: number) =>
    Array.from({ length: count }, () => `10.64.0.${(lastByte += 1)}`);
  for (const [namespace, name] of [
    ['tracking', 'tracking-web'],
    ['tracking', 'tracking-api'],
    ['tracking', 'tracking-service'],
    ['order', 'order-api'],
    ['order', 'order-service'],
    ['base', 'address-a'],
    ['base', 'address-b'],
    ['shop', 'shop-web'],
    ['cart', 'cart'],
  ]) {
    const place = { cluster: CLUSTER, namespace };
    fleet
      .workload(name, place)
      .service(name, {}, place)
      .endpoints(name, addresses(1), place);
  }
  for (const [namespace, name, image] of [
    ['cache', 'redis-session', 'redis:7.2.4'],
    ['cache', 'redis-cart', 'redis:7.2.4'],
    ['mq', 'kafka-events', 'kafka:3.7.0'],
    ['search', 'es-logs', 'elasticsearch:8.13.2'],
  ]) {
    const place = { cluster: CLUSTER, namespace };
    const pods = [0, 1, 2].map(number => ({ name: `${name}-${number}` }));
    fleet
      .workload(name, {
        ...place,
        kind: 'StatefulSet',
        image,
        desired: 3,
        pods,
      })
      .service(name, {}, place)
      .endpoints(name, addresses(3), {
        ...place,
        pods: pods.map(pod => pod.name),
      });
  }
  return fleet;
}

describe('the map that measurements make', () => {
  const prometheus = new EmbeddedPrometheus({
    series: () => ESTATE,
    queries: PORTAL_QUERIES,
    now: () => NOW,
    scrapeIntervalMs: SCRAPE_MS,
  });
  let map: ServiceMap;

  beforeAll(async () => {
    const url = await prometheus.listen();
    const { sources, close } = createPrometheusSources([{ ...SETTINGS, url }]);
    const fleet = inventory();
    const drawer = new MapDrawer(() => fleet.estate());
    let now = NOW - 30_000;
    const builder = new MapBuilder({
      sources: [new KubernetesSource(() => fleet.estate()), ...sources],
      draw: (...answers) => drawer.draw(...answers),
      deadlineMs: 30_000,
      keepMs: 600_000,
      now: () => now,
    });
    // What is wrong must have been wrong in two builds.
    await builder.build(new AbortController().signal);
    now = NOW;
    ({ map } = await builder.build(new AbortController().signal));
    await close();
  }, 60_000);
  afterAll(() => prometheus.close());

  const nodeNamed = (name: string): MapNode => {
    const nodes = map.nodes.filter(
      node => node.name === name || node.aliases.includes(name),
    );
    expect(nodes.map(({ id }) => id)).toHaveLength(1);
    return nodes[0];
  };
  const edgeBetween = (from: string, to: string) =>
    map.edges.filter(
      edge => edge.from === nodeNamed(from).id && edge.to === nodeNamed(to).id,
    );

  it('has every source in it', () => {
    expect(map.sources.map(({ id, state }) => [id, state])).toEqual([
      ['kubernetes', 'ok'],
      ['istio', 'ok'],
      ['opentelemetry', 'ok'],
      ['dubbo', 'ok'],
      ['exporters', 'ok'],
    ]);
    expect(map.coverage.unpairedSpans).toBeCloseTo(2.7 / 40, 9);
  });

  it.each([
    // caller        callee              a second
    ['tracking-web', 'tracking-api', 10.4],
    ['order-service', 'tracking-service', 4],
    ['shop-web', 'cart', 8],
    ['cart', 'redis-cart', 20],
  ])('draws one edge from %s to %s', (from, to, requestsPerSecond) => {
    const edges = edgeBetween(from, to);
    expect(edges).toHaveLength(1);
    expect(edges[0].traffic?.requestsPerSecond).toBeCloseTo(
      requestsPerSecond,
      6,
    );
  });

  it.each([
    // name           own         what exporters and thread pools say of it
    ['redis-session', 'degraded', ['exporter-down']],
    ['redis-cart', 'healthy', []],
    ['kafka-events', 'degraded', ['no-leader', 'under-replicated']],
    ['es-logs', 'degraded', ['cluster-status', 'disk-used']],
    ['tracking-service', 'degraded', ['pool-exhausted']],
  ])('says that %s is %s', (name, own, codes) => {
    const { health } = nodeNamed(name);
    expect(health.own).toBe(own);
    expect(
      health.findings
        .filter(({ source }) => source === 'exporters' || source === 'dubbo')
        .map(({ code }) => code),
    ).toEqual(expect.arrayContaining(codes));
  });

  it('knows the database on a machine by its exporter', () => {
    expect(nodeNamed('10.9.0.11')).toMatchObject({
      technology: 'mysql',
      version: '8.0.36',
      health: { own: 'degraded' },
    });
  });
});
