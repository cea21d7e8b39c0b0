import {
  edgeId,
  type MapEdge,
  type MapNode,
  type ServiceMap,
} from '@panorama/plugin-service-map-common';

const NOON = Date.UTC(2026, 0, 15, 12);

/** A healthy node; its place comes from its id (`cluster/namespace/name`). */
export function node(id: string, parts: Partial<MapNode> = {}): MapNode {
  const [cluster, namespace, name] = id.split('/');
  return {
    id,
    kind: cluster === 'outside' ? 'external' : 'service',
    name: name ?? namespace,
    aliases: [],
    ...(name && { place: { cluster, namespace } }),
    workloads: name ? [{ kind: 'Deployment', name, desired: 2, ready: 2 }] : [],
    zones: [],
    health: { own: 'healthy', findings: [], inheritedFrom: [] },
    badges: [],
    witnesses: [],
    conflicts: [],
    ...parts,
  };
}

/** A call that traffic testifies. */
export function edge(
  from: string,
  to: string,
  parts: Partial<MapEdge> = {},
): MapEdge {
  return {
    id: edgeId(from, to),
    from,
    to,
    protocols: ['http'],
    ports: [],
    health: 'healthy',
    findings: [],
    drift: 'untracked',
    witnesses: [
      {
        source: 'istio',
        basis: 'traffic',
        confidence: 1,
        firstSeen: NOON,
        lastSeen: NOON,
        evidence: `istio_requests_total from ${from} to ${to}`,
      },
    ],
    ...parts,
  };
}

/** A map of one build. */
export function mapOf(
  nodes: MapNode[],
  edges: MapEdge[],
  parts: Partial<ServiceMap> = {},
): ServiceMap {
  return {
    build: 1,
    builtAt: NOON,
    durationMs: 12,
    nodes,
    edges,
    sources: [],
    coverage: { workloads: 0, measuredWorkloads: 0, missingMetrics: [] },
    ...parts,
  };
}
