import type {
  MetricsService,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import { kubePod } from '../__testUtils__/kubePod';
import { TestInventory } from '../__testUtils__/TestInventory';
import type { SelectedPod } from '../decode/selectedPod';
import { reportMetrics } from './reportMetrics';

/** Sums of counters and what gauges say now, by name and attributes. */
function recordingMetrics() {
  const sums: Record<string, number> = {};
  const gauges = new Map<string, MetricsServiceObservableCallback>();
  const nameOf = (name: string, attributes: object = {}) =>
    [name, ...Object.values(attributes)].join(' ');
  const metrics: MetricsService = metricsServiceMock.mock({
    createCounter: name => ({
      add: (value, attributes) => {
        const key = nameOf(name, attributes);
        sums[key] = (sums[key] ?? 0) + value;
      },
    }),
    createObservableGauge: name => ({
      addCallback: callback =>
        gauges.set(name, callback as MetricsServiceObservableCallback),
      removeCallback: () => gauges.delete(name),
    }),
  });
  const read = () => {
    const values: Record<string, number> = { ...sums };
    gauges.forEach((callback, name) =>
      callback({
        observe: (value, attributes) => {
          values[nameOf(name, attributes)] = value;
        },
      }),
    );
    return values;
  };
  return { metrics, read };
}

const status = (freshness: ClusterStatus['freshness']): ClusterStatus => ({
  name: freshness,
  freshness,
  missingKinds: [],
  hasUsage: false,
});

it('reports the state of clusters, what they told, and what browsers got', () => {
  const { metrics, read } = recordingMetrics();
  const inventory = new TestInventory();
  let streams = 0;
  const { onStreamBytes } = reportMetrics({
    metrics,
    inventory,
    clusters: () => [status('live'), status('live'), status('stale')],
    streams: () => streams,
  });
  inventory.addPod(
    'prod-eu',
    kubePod('shop', 'cart-1-x') as unknown as SelectedPod,
  );
  const counts = { events: 3, reconnects: 1, usageFailures: 0 };
  inventory.count('prod-eu', counts);
  inventory.count('prod-eu', { ...counts, usageFailures: 2 });
  inventory.count('prod-cn', counts);
  onStreamBytes(100);
  onStreamBytes(23);
  streams = 2;
  expect(read()).toEqual({
    'fleet.clusters connecting': 0,
    'fleet.clusters syncing': 0,
    'fleet.clusters live': 2,
    'fleet.clusters stale': 1,
    'fleet.clusters failed': 0,
    'fleet.pods': 1,
    'fleet.streams': 2,
    'fleet.watch.events prod-eu': 6,
    'fleet.watch.events prod-cn': 3,
    'fleet.watch.reconnects prod-eu': 2,
    'fleet.watch.reconnects prod-cn': 1,
    'fleet.usage.failures prod-eu': 2,
    'fleet.usage.failures prod-cn': 0,
    'fleet.stream.bytes': 123,
  });
});
