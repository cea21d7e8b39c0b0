import type { ClusterSummary, Freshness } from '@panorama/plugin-fleet-common';
import { failingPods } from '../../pod/failingPods';

const FRESHNESS_WEIGHT: Record<Freshness, number> = {
  failed: 0,
  stale: 1,
  connecting: 2,
  syncing: 3,
  live: 4,
};

const collator = new Intl.Collator('en', { numeric: true });

/** A cluster that needs somebody: not fresh, or with nodes that are not ready. */
export function needsAttention(cluster: ClusterSummary): boolean {
  return (
    cluster.freshness === 'failed' ||
    cluster.freshness === 'stale' ||
    cluster.problem !== undefined ||
    (cluster.nodes !== undefined && cluster.nodes.ready < cluster.nodes.total)
  );
}

/** Worst first: what cannot be seen, then what fails most, then by name. */
export function orderClusters(
  clusters: readonly ClusterSummary[],
): ClusterSummary[] {
  return [...clusters].sort(
    (a, b) =>
      FRESHNESS_WEIGHT[a.freshness] - FRESHNESS_WEIGHT[b.freshness] ||
      Number(needsAttention(b)) - Number(needsAttention(a)) ||
      failingPods(b.podsByState) - failingPods(a.podsByState) ||
      collator.compare(a.name, b.name),
  );
}
