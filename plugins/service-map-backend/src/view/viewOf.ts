import {
  HIDDEN_NODE_ID,
  type HiddenNeighbours,
  type MapCoverage,
  type MapEdge,
  type MapNode,
  type ServiceMap,
  type ServiceMapView,
  type SourceProblem,
  type Traffic,
} from '@panorama/plugin-service-map-common';
import { groupBy } from '../groupBy';

/** The part of an access set that decides about nodes. */
export interface NamespaceReader {
  /** Whether cluster-wide facts may be seen. */
  hasCluster(cluster: string): boolean;
  has(cluster: string, namespace: string, verb: 'read'): boolean;
}

/**
 * The map as somebody with these rights may see it.
 *
 * - A node in a cluster is seen by those who may read its namespace.
 * - A node outside is seen by those who see somebody that it is connected with.
 * - Neighbours that are not seen are counted at those that are; nothing else
 *   about them leaves: no name, no evidence, no share of a total.
 */
export function viewOf(
  map: ServiceMap,
  access: NamespaceReader,
): ServiceMapView {
  const placed = new Set(
    map.nodes.filter(node => mayRead(node, access)).map(({ id }) => id),
  );
  const visible = withOutside(map, placed);
  const edges = map.edges.filter(
    ({ from, to }) => visible.has(from) && visible.has(to),
  );
  const edgesTo = groupBy(edges, ({ to }) => to);
  const nodes = map.nodes
    .filter(({ id }) => visible.has(id))
    .map(node => masked(node, visible, edgesTo));
  const mayReadOf = problemReader(map, nodes, access);
  return {
    ...map,
    nodes,
    edges,
    hidden: hiddenNeighbours(map.edges, visible),
    sources: map.sources.map(({ problems, ...source }) => ({
      ...source,
      ...problemOf(problems.find(mayReadOf)),
      nodes: nodes.filter(node => testifies(node, source.id)).length,
      edges: edges.filter(edge => testifies(edge, source.id)).length,
    })),
    coverage: coverageOf(map.coverage, nodes),
  };
}

/** Who sees nothing of a cluster does not learn its name from a source that complains about it. */
function problemReader(
  map: ServiceMap,
  visible: readonly MapNode[],
  access: NamespaceReader,
): (problem: SourceProblem) => boolean {
  const all = clustersOf(map.nodes);
  const seen = clustersOf(visible);
  return ({ clusters, place, audience }) => {
    if (place && !access.has(place.cluster, place.namespace, 'read')) {
      return false;
    }
    if (audience === 'operators') {
      const told = clusters ?? [...all];
      return told.length > 0 && told.every(name => access.hasCluster(name));
    }
    return (clusters ?? []).every(
      name => seen.has(name) || access.hasCluster(name),
    );
  };
}

function problemOf(problem: SourceProblem | undefined): { problem?: string } {
  return problem ? { problem: problem.message } : {};
}

function clustersOf(nodes: readonly MapNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap(({ place }) => place?.cluster ?? []));
}

function mayRead(node: MapNode, access: NamespaceReader): boolean {
  return (
    node.place !== undefined &&
    access.has(node.place.cluster, node.place.namespace, 'read')
  );
}

/** Adds the nodes outside that touch a readable one. Paths do not go on through them. */
function withOutside(map: ServiceMap, placed: Set<string>): Set<string> {
  const outside = new Set(
    map.nodes.filter(({ place }) => !place).map(({ id }) => id),
  );
  const visible = new Set(placed);
  for (const { from, to } of map.edges) {
    if (placed.has(from) && outside.has(to)) {
      visible.add(to);
    }
    if (placed.has(to) && outside.has(from)) {
      visible.add(from);
    }
  }
  return visible;
}

/** A node without what it tells about others. */
function masked(
  node: MapNode,
  visible: ReadonlySet<string>,
  edgesTo: ReadonlyMap<string, readonly MapEdge[]>,
): MapNode {
  const nameOrHidden = (id: string) => (visible.has(id) ? id : HIDDEN_NODE_ID);
  return {
    ...node,
    health: {
      ...node.health,
      inheritedFrom: [...new Set(node.health.inheritedFrom.map(nameOrHidden))],
    },
    conflicts: node.conflicts.map(conflict => ({
      ...conflict,
      nodes: [...new Set(conflict.nodes.map(nameOrHidden))],
    })),
    // Outside, everything that is known was said by callers: also by those
    // whom the viewer may not see.
    ...(!node.place && {
      witnesses: [],
      traffic: sumOf(edgesTo.get(node.id) ?? []),
    }),
  };
}

/** Rates add up; the share of errors is weighted by them; durations have no sum. */
function sumOf(edges: readonly MapEdge[]): Traffic | undefined {
  const parts = edges.flatMap(({ traffic }) => traffic ?? []);
  if (parts.length === 0) {
    return undefined;
  }
  const requests = parts.flatMap(part => part.requestsPerSecond ?? []);
  const errors = parts.flatMap(({ requestsPerSecond, errorRatio }) =>
    requestsPerSecond !== undefined && errorRatio !== undefined
      ? requestsPerSecond * errorRatio
      : [],
  );
  const bytes = parts.flatMap(part => part.bytesPerSecond ?? []);
  const rate = add(requests);
  return {
    windowSeconds: Math.max(...parts.map(({ windowSeconds }) => windowSeconds)),
    ...(requests.length > 0 && { requestsPerSecond: rate }),
    ...(errors.length > 0 && rate > 0 && { errorRatio: add(errors) / rate }),
    ...(bytes.length > 0 && { bytesPerSecond: add(bytes) }),
  };
}

function add(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function hiddenNeighbours(
  edges: readonly MapEdge[],
  visible: ReadonlySet<string>,
): Map<string, HiddenNeighbours> {
  const hidden = new Map<string, HiddenNeighbours>();
  const count = (id: string, side: keyof HiddenNeighbours) => {
    const counts = hidden.get(id) ?? { callers: 0, callees: 0 };
    hidden.set(id, { ...counts, [side]: counts[side] + 1 });
  };
  for (const { from, to } of edges) {
    if (visible.has(from) && !visible.has(to)) {
      count(from, 'callees');
    }
    if (visible.has(to) && !visible.has(from)) {
      count(to, 'callers');
    }
  }
  return hidden;
}

function testifies(
  { witnesses }: { witnesses: ReadonlyArray<{ source: string }> },
  source: string,
): boolean {
  return witnesses.some(witness => witness.source === source);
}

/** Counts over visible nodes; of what was left out only the reason, not how much. */
function coverageOf(
  { missingMetrics, unpairedSpans, truncated }: MapCoverage,
  nodes: readonly MapNode[],
): MapCoverage {
  const measured = nodes.filter(({ witnesses }) =>
    witnesses.some(({ basis }) => basis === 'traffic'),
  );
  const workloads = (of: readonly MapNode[]) =>
    add(of.map(node => node.workloads.length));
  return {
    workloads: workloads(nodes),
    measuredWorkloads: workloads(measured),
    missingMetrics,
    ...(unpairedSpans !== undefined && { unpairedSpans }),
    ...(truncated && { truncated: { ...truncated, nodes: 0, edges: 0 } }),
  };
}
