import type {
  MapPicture,
  PictureEdge,
  PictureNode,
} from '@panorama/plugin-service-map-common';

const NOON = Date.UTC(2026, 0, 15, 12);

/** A healthy node; its place comes from its id (`cluster/namespace/name`). */
export function node(
  id: string,
  parts: Partial<PictureNode> = {},
): PictureNode {
  const [cluster, namespace, name] = id.split('/');
  return {
    id,
    kind: name ? 'service' : 'external',
    name: name ?? namespace,
    aliases: [],
    ...(name && { place: { cluster, namespace } }),
    workloads: name ? [{ kind: 'Deployment', name, desired: 2, ready: 2 }] : [],
    zones: [],
    health: { own: 'healthy', findings: [], inheritedFrom: [] },
    badges: [],
    sources: ['kubernetes'],
    conflicts: 0,
    ...parts,
  };
}

/** A healthy call that traffic testifies. */
export function edge(
  from: string,
  to: string,
  parts: Partial<PictureEdge> = {},
): PictureEdge {
  return {
    from,
    to,
    protocols: ['http'],
    ports: [],
    health: 'healthy',
    findings: [],
    drift: 'untracked',
    basis: 'traffic',
    confidence: 1,
    sources: ['istio'],
    firstSeen: NOON,
    lastSeen: NOON,
    ...parts,
  };
}

export function picture(
  nodes: PictureNode[],
  edges: PictureEdge[],
  parts: Partial<MapPicture> = {},
): MapPicture {
  return {
    build: 1,
    builtAt: NOON,
    durationMs: 40,
    nodes,
    edges,
    sources: [
      {
        id: 'kubernetes',
        title: 'Kubernetes',
        state: 'ok',
        answeredAt: NOON,
        nodes: nodes.length,
        edges: edges.length,
        queries: 0,
        durationMs: 10,
      },
    ],
    coverage: {
      workloads: nodes.length,
      measuredWorkloads: nodes.length,
      missingMetrics: [],
    },
    ...parts,
  };
}
