import type {
  HealthFinding,
  MapEdge,
  MapNode,
  NodeWorkload,
} from '@panorama/plugin-service-map-common';

/** A workload and what its pods say about it. */
export interface WorkloadFacts extends NodeWorkload {
  /** Kubernetes' own word for the commonest trouble of its pods: `CrashLoopBackOff`. */
  reason?: string;
  /** ms since the epoch: since when, as far as its pods tell. */
  since?: number;
}

/** What health is computed from; the browser never sees it. */
export interface NodeFacts {
  workloads: WorkloadFacts[];
  /** Ready addresses behind all Services of the node; absent where nobody counts them. */
  readyEndpoints?: number;
  /** What sources found wrong with the node itself. */
  findings: HealthFinding[];
  /** A source measured the node and found nothing wrong. */
  isMeasuredHealthy: boolean;
  /** The annotation `health.kiali.io/rate` of its Service or workload. */
  rateTolerance?: string;
}

/** A node before its health is known. */
export interface GraphNode extends Omit<MapNode, 'health' | 'badges'> {
  facts: NodeFacts;
}

/** An edge before its health is known; `findings` are those of the sources. */
export interface GraphEdge extends Omit<MapEdge, 'health' | 'findings'> {
  findings: HealthFinding[];
}

/** Who depends on whom, put together from all sources. */
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}
