import type { MapEdge } from './edge';
import type { MapNode, NodePlace } from './node';

/**
 * One reason why what a source said is not whole, and what it gives away. With
 * none of the optional fields it names nothing, and everybody may read it.
 *
 * @public
 */
export interface SourceProblem {
  /** One redacted sentence. */
  message: string;
  /** Clusters that it names: for those who see something in each of them. */
  clusters?: string[];
  /** Where the workload is that it names: for those who may read there. */
  place?: NodePlace;
  /**
   * It tells of machinery, or repeats what another system said, which may name
   * anything: for those who may see cluster-wide facts of `clusters`, or of
   * every cluster on the map where none are named.
   */
  audience?: 'operators';
}

/** How a source did in the last build, before anybody's rights. @public */
export type SourceResult = Omit<SourceStatus, 'problem'> & {
  problems: SourceProblem[];
};

/** How a source did in the last build, as a viewer may know it. @public */
export interface SourceStatus {
  id: string;
  title: string;
  /** `partial`: some of its questions were not answered; what was answered is in the map. */
  state: 'ok' | 'partial' | 'failed' | 'not-configured';
  /** ms since the epoch; of the last answer that the map uses. */
  answeredAt?: number;
  /** One sentence where it is not ok; absent when the viewer may read none. */
  problem?: string;
  edges: number;
  nodes: number;
  /** Questions asked in this build. */
  queries: number;
  durationMs: number;
}

/** What the map does not see. @public */
export interface MapCoverage {
  workloads: number;
  /** Workloads that at least one source measures. */
  measuredWorkloads: number;
  /** Client spans without their server, of all; absent without traces. */
  unpairedSpans?: number;
  /** Metrics that a source asked for and no series answered. */
  missingMetrics: Array<{ source: string; metric: string }>;
  /** Nodes and edges left out at the bounds, and why. */
  truncated?: { nodes: number; edges: number; reason: string };
}

/** All that is known at one moment. Immutable: a build makes a new one. @public */
export interface ServiceMap {
  /** Rises by one with every build of this backend. */
  build: number;
  /** ms since the epoch. */
  builtAt: number;
  durationMs: number;
  nodes: MapNode[];
  edges: MapEdge[];
  sources: SourceResult[];
  coverage: MapCoverage;
}

/** Neighbours of a node that the viewer may not see: how many, and nothing else. @public */
export interface HiddenNeighbours {
  callers: number;
  callees: number;
}

/** The map as one viewer may see it. @public */
export interface ServiceMapView extends Omit<ServiceMap, 'sources'> {
  sources: SourceStatus[];
  /** By id of a visible node; only where there are some. */
  hidden: ReadonlyMap<string, HiddenNeighbours>;
}
