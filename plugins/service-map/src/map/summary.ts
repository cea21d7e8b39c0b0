import {
  statusOf,
  type HealthStatus,
  type PictureNode,
} from '@panorama/plugin-service-map-common';

/** What the estate's headline counts. */
export interface MapSummary {
  counts: Record<HealthStatus, number>;
  /** With a fault of their own, worst first; then by how many suffer from them. */
  hurting: Array<{ node: PictureNode; affected: number }>;
}

/** Who hurts, whom it hits, and what is only a victim. */
export function summarise(nodes: readonly PictureNode[]): MapSummary {
  const counts: Record<HealthStatus, number> = {
    healthy: 0,
    unknown: 0,
    inherited: 0,
    degraded: 0,
    down: 0,
  };
  const affected = new Map<string, number>();
  for (const node of nodes) {
    counts[statusOf(node.health)] += 1;
    for (const cause of node.health.inheritedFrom) {
      affected.set(cause, (affected.get(cause) ?? 0) + 1);
    }
  }
  const rank = { down: 0, degraded: 1 } as const;
  const hurting = nodes
    .flatMap(node => {
      const { own } = node.health;
      return own === 'down' || own === 'degraded'
        ? [{ node, own, affected: affected.get(node.id) ?? 0 }]
        : [];
    })
    .sort(
      (a, b) =>
        rank[a.own] - rank[b.own] ||
        b.affected - a.affected ||
        a.node.name.localeCompare(b.node.name),
    );
  return {
    counts,
    hurting: hurting.map(({ node, affected: victims }) => ({
      node,
      affected: victims,
    })),
  };
}
