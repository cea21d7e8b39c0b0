import type {
  HealthFinding,
  MapCoverage,
  MapEdge,
  MapNode,
  NodeWorkload,
  Witness,
} from '@panorama/plugin-service-map-common';
import type { DanglingReason } from '../identity/location';

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

/** Something in a cluster names what does not exist. */
export interface DanglingAddress {
  /** Id of the node that names it. */
  from: string;
  host: string;
  port?: number;
  reason: DanglingReason;
  /** Id of the source that found it. */
  source: string;
  /** Where it is written. Never a value. */
  evidence: string;
}

/** A node that calls itself: a fact about it, not a dependency. */
export interface SelfCall {
  node: string;
  witnesses: Witness[];
}

/** An answer of a source that nothing could be made of, because two nodes claim the same. */
export interface AmbiguousEnd {
  claim: string;
  /** Ids of the nodes that claim it. */
  nodes: string[];
  source: string;
  evidence: string;
}

/** A graph with what was learned beside nodes and edges while it was put together. */
export interface BuiltGraph extends Graph {
  dangling: DanglingAddress[];
  selfCalls: SelfCall[];
  ambiguous: AmbiguousEnd[];
  coverage: Pick<MapCoverage, 'workloads' | 'measuredWorkloads' | 'truncated'>;
}
