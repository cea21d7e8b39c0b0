import type {
  HealthFinding,
  MutualTls,
  MapNodeKind,
  Protocol,
  SourceProblem,
  TechnologyId,
  Traffic,
  WitnessBasis,
} from '@panorama/plugin-service-map-common';

/**
 * One end of a call in the words of the source that saw it. The identity rules
 * of the backend decide which node it is; a source never does.
 *
 * @public
 */
export type Endpoint =
  | { type: 'service'; cluster: string; namespace: string; name: string }
  | {
      type: 'workload';
      cluster: string;
      namespace: string;
      name: string;
      /** Absent where telemetry knows the name only. */
      kind?: string;
    }
  | { type: 'pod'; cluster: string; namespace: string; name: string }
  | {
      /** A name or an IP address as somebody in `cluster`/`namespace` would resolve it. */
      type: 'address';
      host: string;
      port?: number;
      cluster?: string;
      namespace?: string;
      /** The rest of a list of hosts that leads to one thing, as a Kafka client has it. */
      members?: Array<{ host: string; port?: number }>;
    }
  | {
      /** A name that an application gives itself: OpenTelemetry's service.name, Dubbo's application. */
      type: 'application';
      name: string;
      cluster?: string;
      namespace?: string;
    }
  | { type: 'entity'; entityRef: string };

/** @public */
export interface ObservedEdge {
  from: Endpoint;
  to: Endpoint;
  protocol?: Protocol;
  port?: number;
  traffic?: Traffic;
  /**
   * Who measured `traffic`. Of one pair, what the callee measured counts before
   * what the caller did, and the caller fills the gaps; measurements of the same
   * reporter are of different requests and add up.
   */
  reporter?: 'caller' | 'callee';
  mutualTls?: MutualTls;
  findings?: HealthFinding[];
  basis: WitnessBasis;
  /** 0–1 */
  confidence: number;
  evidence: string;
}

/** What a source knows about one node. @public */
export interface ObservedNode {
  endpoint: Endpoint;
  kind?: MapNodeKind;
  technology?: TechnologyId;
  version?: string;
  findings?: HealthFinding[];
  /** The source looked and found nothing wrong: what makes a node green. */
  isHealthy?: boolean;
  /** Further names of the node: telemetry's name for a database, a title. */
  aliases?: string[];
  /** What the catalog says about an entity. Entity refs; tier as `tier-1`. */
  attributes?: { owner?: string; system?: string; tier?: string };
  basis: WitnessBasis;
  confidence: number;
  evidence: string;
}

/** All that a source has to say in one build. @public */
export interface Observation {
  nodes: ObservedNode[];
  edges: ObservedEdge[];
  /** Questions asked. */
  queries: number;
  /** One for each thing that was not learned. */
  problems: SourceProblem[];
  missingMetrics: string[];
  /** Client spans without their server, of all, 0–1. */
  unpairedSpans?: number;
}

/** @public */
export const NOTHING_OBSERVED: Observation = {
  nodes: [],
  edges: [],
  queries: 0,
  problems: [],
  missingMetrics: [],
};
