import type { MapEdge, MapNode } from '@panorama/plugin-service-map-common';

/** When each source first testified, by its id. ms since the epoch. */
type FirstSeen = ReadonlyMap<string, number>;

/** What earlier builds know that this one cannot: when things were first seen. */
export interface GraphHistory {
  /** By id of the node. */
  nodes: ReadonlyMap<string, FirstSeen>;
  /** By id of the edge. */
  edges: ReadonlyMap<string, FirstSeen>;
}

export const NO_HISTORY: GraphHistory = { nodes: new Map(), edges: new Map() };

/** The history that a graph or a map gives its successor. */
export function historyOf(previous: {
  nodes: ReadonlyArray<Pick<MapNode, 'id' | 'witnesses'>>;
  edges: ReadonlyArray<Pick<MapEdge, 'id' | 'witnesses'>>;
}): GraphHistory {
  return { nodes: firstSeen(previous.nodes), edges: firstSeen(previous.edges) };
}

function firstSeen(
  items: ReadonlyArray<Pick<MapNode, 'id' | 'witnesses'>>,
): Map<string, FirstSeen> {
  return new Map(
    items.map(({ id, witnesses }) => {
      const bySource = new Map<string, number>();
      for (const witness of witnesses) {
        const known = bySource.get(witness.source) ?? Infinity;
        bySource.set(witness.source, Math.min(known, witness.firstSeen));
      }
      return [id, bySource];
    }),
  );
}
