import type { BlastRadius } from '../blast/blastRadius';
import type { NodeCauses } from '../causes/cause';
import type { MapEdge } from '../graph/edge';
import type { MapNode } from '../graph/node';
import type { HiddenNeighbours, SourceStatus } from '../graph/map';
import type { WitnessBasis } from '../graph/witness';

/** A node as the picture, the table and the matrix need it; the rest comes by `NodeAnswer`. @public */
export type PictureNode = Omit<MapNode, 'witnesses' | 'conflicts'> & {
  /** Ids of the sources that know the node. */
  sources: string[];
  conflicts: number;
  hidden?: HiddenNeighbours;
};

/** An edge as the picture needs it. @public */
export type PictureEdge = Omit<MapEdge, 'id' | 'witnesses'> & {
  /** The strongest testimony. */
  basis: WitnessBasis;
  /** The highest of all testimonies, 0–1. */
  confidence: number;
  sources: string[];
  /** ms since the epoch. */
  firstSeen: number;
  lastSeen: number;
};

/** What the map does not see, over what the viewer may see. @public */
export interface PictureCoverage {
  workloads: number;
  measuredWorkloads: number;
  unpairedSpans?: number;
  missingMetrics: Array<{ source: string; metric: string }>;
  /** Why some nodes or edges are left out; absent when none are. */
  truncated?: string;
}

/** `GET /v1/map`: the map as one viewer may see it. @public */
export interface MapPicture {
  build: number;
  /** ms since the epoch. */
  builtAt: number;
  durationMs: number;
  nodes: PictureNode[];
  edges: PictureEdge[];
  sources: SourceStatus[];
  coverage: PictureCoverage;
}

/** `GET /v1/nodes/:id`: one node with all that is known about it. @public */
export interface NodeAnswer {
  node: MapNode;
  hidden?: HiddenNeighbours;
  /** Edges to the node that the viewer may see. */
  callers: MapEdge[];
  /** Edges from the node that the viewer may see. */
  callees: MapEdge[];
  /** Both ends of them. */
  neighbours: PictureNode[];
  causes: NodeCauses;
  blastRadius: BlastRadius;
}
