import type { HealthStatus } from '../graph/health';

/** @public */
export interface HealthChange {
  id: string;
  before: HealthStatus;
  after: HealthStatus;
}

/** What differs between two moments of a map. Lists are in the order of ids. @public */
export interface MapDiff {
  nodes: {
    new: string[];
    gone: string[];
    worse: HealthChange[];
    better: HealthChange[];
  };
  edges: {
    new: string[];
    gone: string[];
    worse: HealthChange[];
    better: HealthChange[];
  };
  /** Ids that one of the moments cannot know, because a source did not answer: neither new nor gone. */
  uncertain: string[];
}

/** A service has begun to depend on something. @public */
export interface NewDependency {
  /** Id of the edge. */
  edgeId: string;
  from: string;
  to: string;
  /** ms since the epoch. */
  firstSeen: number;
  /** The catalog knows both and does not declare it. */
  isUndeclared: boolean;
}
