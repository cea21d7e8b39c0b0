import type { MapEdge, PictureNode } from '@panorama/plugin-service-map-common';
import { roleGroupOf, type RoleGroup } from './grouping';

/** What a node calls, of one kind. */
export interface Dependencies {
  role: RoleGroup;
  calls: Array<{ edge: MapEdge; neighbour: PictureNode }>;
}

/** What keeps data comes first: it is what one looks for, and what takes most down with it. */
const ORDER: readonly RoleGroup[] = [
  'databases',
  'caches',
  'messaging',
  'coordination',
  'storage',
  'outside',
  'gateways',
  'others',
];

const HEALTH_ORDER = { down: 0, degraded: 1, healthy: 2, unknown: 2 };

/** Failing ones first, then the busiest. */
export function worstFirst(a: MapEdge, b: MapEdge): number {
  return (
    HEALTH_ORDER[a.health] - HEALTH_ORDER[b.health] ||
    (b.traffic?.requestsPerSecond ?? 0) - (a.traffic?.requestsPerSecond ?? 0)
  );
}

/** The calls of a node by what they go to; ends that may not be seen are left out. */
export function dependenciesOf(
  edges: readonly MapEdge[],
  end: (edge: MapEdge) => string,
  neighbours: readonly PictureNode[],
): Dependencies[] {
  const known = new Map(neighbours.map(node => [node.id, node]));
  const calls = [...edges].sort(worstFirst).flatMap(edge => {
    const neighbour = known.get(end(edge));
    return neighbour ? [{ edge, neighbour }] : [];
  });
  return ORDER.flatMap(role => {
    const ofRole = calls.filter(
      ({ neighbour }) => roleGroupOf(neighbour) === role,
    );
    return ofRole.length === 0 ? [] : [{ role, calls: ofRole }];
  });
}
