import type { MapCoverage } from '@panorama/plugin-service-map-common';
import type { GraphEdge, GraphNode } from './types';
import { compareBasis, compareText } from './witnesses';

export interface GraphBounds {
  nodes: number;
  edges: number;
  /** Edges of one source that are looked at. */
  observedEdges: number;
}

/** Four times the largest estate that the map is made for. */
export const DEFAULT_BOUNDS: GraphBounds = {
  nodes: 20_000,
  edges: 60_000,
  observedEdges: 300_000,
};

export interface Bounded {
  nodes: GraphNode[];
  edges: GraphEdge[];
  truncated?: MapCoverage['truncated'];
}

/**
 * Leaves out what is over the bounds, the weakest first: nodes that only one
 * address names before those that run somewhere, declarations before traffic.
 *
 * @param unread - edges of sources that were not even looked at
 */
export function withinBounds(
  nodes: GraphNode[],
  edges: GraphEdge[],
  bounds: GraphBounds,
  unread: number,
): Bounded {
  const keptNodes = strongest(nodes, bounds.nodes, nodeOrder(edges));
  const ids = new Set(keptNodes.map(({ id }) => id));
  const between = edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const keptEdges = strongest(between, bounds.edges, edgeOrder);
  const missing = {
    nodes: nodes.length - keptNodes.length,
    edges: edges.length - keptEdges.length + unread,
  };
  return {
    nodes: keptNodes,
    edges: keptEdges,
    ...(missing.nodes + missing.edges > 0 && {
      truncated: { ...missing, reason: reasonOf(bounds, unread) },
    }),
  };
}

function reasonOf(bounds: GraphBounds, unread: number): string {
  return unread > 0
    ? `A source names more than ${bounds.observedEdges} dependencies: the rest was not read`
    : `The map holds at most ${bounds.nodes} nodes and ${bounds.edges} edges`;
}

function strongest<T extends { id: string }>(
  items: T[],
  most: number,
  order: (a: T, b: T) => number,
): T[] {
  const kept =
    items.length > most ? [...items].sort(order).slice(0, most) : [...items];
  return kept.sort((a, b) => compareText(a.id, b.id));
}

/** What runs in a cluster first, then what most others are connected with. */
function nodeOrder(edges: readonly GraphEdge[]) {
  const degrees = new Map<string, number>();
  for (const { from, to } of edges) {
    degrees.set(from, (degrees.get(from) ?? 0) + 1);
    degrees.set(to, (degrees.get(to) ?? 0) + 1);
  }
  return (a: GraphNode, b: GraphNode) =>
    Number(b.place !== undefined) - Number(a.place !== undefined) ||
    (degrees.get(b.id) ?? 0) - (degrees.get(a.id) ?? 0) ||
    compareText(a.id, b.id);
}

function edgeOrder(a: GraphEdge, b: GraphEdge): number {
  return (
    compareBasis(a.witnesses[0].basis, b.witnesses[0].basis) ||
    b.witnesses[0].confidence - a.witnesses[0].confidence ||
    compareText(a.id, b.id)
  );
}
