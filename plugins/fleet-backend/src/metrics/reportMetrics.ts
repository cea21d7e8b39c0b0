import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import type { Inventory } from '../worker/Inventory';

/** States of a cluster; one without clusters reports 0, so that an alert can be written for it. */
const FRESHNESS = [
  'connecting',
  'syncing',
  'live',
  'stale',
  'failed',
] as const satisfies readonly ClusterStatus['freshness'][];

export interface ReportedFleet {
  metrics: MetricsService;
  inventory: Pick<Inventory, 'pods' | 'onCounts'>;
  /** Every configured cluster. */
  clusters: () => ClusterStatus[];
  /** Open streams. */
  streams: () => number;
}

/**
 * Figures about the fleet itself, for whoever operates the portal. They are
 * listed in docs/operate/metrics.md. No figure names a namespace or a person.
 */
export function reportMetrics(fleet: ReportedFleet): {
  onStreamBytes: (bytes: number) => void;
} {
  const { metrics, inventory, clusters, streams } = fleet;
  metrics
    .createObservableGauge<{ state: string }>('fleet.clusters', {
      description: 'Configured clusters, by how fresh their inventory is',
      unit: '{cluster}',
    })
    .addCallback(result => {
      const statuses = clusters();
      for (const state of FRESHNESS) {
        const count = statuses.filter(({ freshness }) => freshness === state);
        result.observe(count.length, { state });
      }
    });
  metrics
    .createObservableGauge('fleet.pods', {
      description: 'Pods in the inventory',
      unit: '{pod}',
    })
    .addCallback(result => result.observe(inventory.pods.size));
  metrics
    .createObservableGauge('fleet.streams', {
      description: 'Open live streams',
      unit: '{stream}',
    })
    .addCallback(result => result.observe(streams()));
  const events = metrics.createCounter('fleet.watch.events', {
    description: 'Objects added, changed or deleted in the inventory',
    unit: '{event}',
  });
  const reconnects = metrics.createCounter('fleet.watch.reconnects', {
    description: 'Watches that were opened again',
    unit: '{reconnect}',
  });
  const failures = metrics.createCounter('fleet.usage.failures', {
    description: 'Readings of CPU and memory that a source failed to give',
    unit: '{reading}',
  });
  const streamBytes = metrics.createCounter('fleet.stream.bytes', {
    description: 'Bytes of frames sent to browsers',
    unit: 'By',
  });
  inventory.onCounts(({ cluster, counts }) => {
    events.add(counts.events, { cluster });
    reconnects.add(counts.reconnects, { cluster });
    failures.add(counts.usageFailures, { cluster });
  });
  return { onStreamBytes: bytes => streamBytes.add(bytes) };
}
