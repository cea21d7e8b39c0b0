import type {
  MapEdge,
  MapNode,
  MapPicture,
  NodeAnswer,
  PictureEdge,
  PictureNode,
  ServiceMapView,
  WitnessBasis,
} from '@panorama/plugin-service-map-common';
import { blastRadiusOf } from '../blast/blastRadiusOf';
import type { ViewerInsights } from './insightsFor';

const STRENGTH: Record<WitnessBasis, number> = {
  declaration: 0,
  configuration: 1,
  traffic: 2,
};

function sourcesOf(witnesses: ReadonlyArray<{ source: string }>): string[] {
  return [...new Set(witnesses.map(({ source }) => source))].sort();
}

function pictureNode(
  { witnesses, conflicts, ...node }: MapNode,
  view: ServiceMapView,
): PictureNode {
  const hidden = view.hidden.get(node.id);
  return {
    ...node,
    sources: sourcesOf(witnesses),
    conflicts: conflicts.length,
    ...(hidden && { hidden }),
  };
}

function pictureEdge({ id: _, witnesses, ...edge }: MapEdge): PictureEdge {
  return {
    ...edge,
    basis: witnesses
      .map(({ basis }) => basis)
      .reduce((best, basis) =>
        STRENGTH[basis] > STRENGTH[best] ? basis : best,
      ),
    confidence: Math.max(...witnesses.map(({ confidence }) => confidence)),
    sources: sourcesOf(witnesses),
    firstSeen: Math.min(...witnesses.map(({ firstSeen }) => firstSeen)),
    lastSeen: Math.max(...witnesses.map(({ lastSeen }) => lastSeen)),
  };
}

/** What the browser draws; testimony is left to `nodeAnswer`, for its size. */
export function pictureOf(view: ServiceMapView): MapPicture {
  const { truncated, ...coverage } = view.coverage;
  return {
    build: view.build,
    builtAt: view.builtAt,
    durationMs: view.durationMs,
    nodes: view.nodes.map(node => pictureNode(node, view)),
    edges: view.edges.map(pictureEdge),
    sources: view.sources,
    coverage: {
      ...coverage,
      ...(truncated && { truncated: truncated.reason }),
    },
  };
}

/** One node with its edges, who is at their other ends, and what follows; `undefined` when it is not in the view. */
export function nodeAnswer(
  view: ServiceMapView,
  insights: Pick<ViewerInsights, 'causes'>,
  id: string,
): NodeAnswer | undefined {
  const node = view.nodes.find(candidate => candidate.id === id);
  const blastRadius = blastRadiusOf(view, id);
  if (!node || !blastRadius) {
    return undefined;
  }
  const callers = view.edges.filter(({ to }) => to === id);
  const callees = view.edges.filter(({ from }) => from === id);
  const ids = new Set([
    ...callers.map(({ from }) => from),
    ...callees.map(({ to }) => to),
  ]);
  const hidden = view.hidden.get(id);
  return {
    node,
    callers,
    callees,
    neighbours: view.nodes
      .filter(neighbour => ids.has(neighbour.id))
      .map(neighbour => pictureNode(neighbour, view)),
    causes: insights.causes(id),
    blastRadius,
    ...(hidden && { hidden }),
  };
}
