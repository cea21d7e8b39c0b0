import type {
  CauseCandidate,
  Change,
  MapEdge,
  MapNode,
} from '@panorama/plugin-service-map-common';
import type { UsualTraffic } from '../health/trafficVerdict';

/** A machine of a cluster. */
export interface MachineFacts {
  cluster: string;
  name: string;
  zone?: string;
  isReady: boolean;
  /** Conditions such as `MemoryPressure` that are true. */
  pressures: readonly string[];
  /** ms since the epoch, where known. */
  since?: number;
}

/** A pod of a node of the map, and where it runs. */
export interface PlacedPod {
  nodeId: string;
  cluster: string;
  machine: string;
  isUnhealthy: boolean;
}

/** Everything that causes are looked for in. What nobody knows is left out. */
export interface CauseFacts {
  nodes: readonly MapNode[];
  edges: readonly MapEdge[];
  /** Of the last hour or longer; older ones do no harm. */
  changes: readonly Change[];
  machines?: readonly MachineFacts[];
  pods?: readonly PlacedPod[];
  /** By id of the node. */
  usual?: ReadonlyMap<string, UsualTraffic>;
}

/** A candidate before it has a word for its score. */
export type CauseDraft = Omit<CauseCandidate, 'confidence'>;
