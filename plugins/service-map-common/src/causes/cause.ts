import type { Change } from '../changes/change';
import type { HealthFinding } from '../graph/health';

/** The word for a score. @public */
export type CauseConfidence = 'strong' | 'likely' | 'weak';

/**
 * What may be behind an unhealthy node.
 *
 * - `fault`         a node that it depends on has a fault of its own.
 * - `change`        somebody changed something just before.
 * - `resource`      the node itself ran out of something: memory, disk, connections, threads.
 * - `cluster-node`  a machine of the cluster that carries its pods.
 * - `zone`          several machines of one zone.
 * - `traffic-surge` more arrives than usual.
 * - `certificate`   one that expired.
 * - `name-lookup`   DNS answers with failures.
 * - `network-policy` a policy forbids the calls that fail.
 *
 * @public
 */
export type CauseKind =
  | 'fault'
  | 'change'
  | 'resource'
  | 'cluster-node'
  | 'zone'
  | 'traffic-surge'
  | 'certificate'
  | 'name-lookup'
  | 'network-policy';

/** A fact with its time; the page makes a line of it. @public */
export type CauseEvidence =
  | { type: 'finding'; at?: number; nodeId: string; finding: HealthFinding }
  | { type: 'change'; at: number; change: Change }
  | {
      /** So much more than usual. */
      type: 'surge';
      at?: number;
      nodeId: string;
      factor: number;
      requestsPerSecond: number;
    }
  | {
      type: 'cluster-node';
      at?: number;
      cluster: string;
      name: string;
      zone?: string;
      /** `NotReady`, `MemoryPressure`, … */
      condition: string;
      /** Unhealthy pods of the map that run there. */
      pods: number;
    }
  | { type: 'forbidden-calls'; at?: number; from: string; to: string }
  | {
      /** Nodes that suffer with it. */
      type: 'sufferers';
      at?: number;
      amount: number;
    };

/** What may be behind a node that is unwell, as far as the viewer may know. @public */
export interface NodeCauses {
  /** The likeliest first; none where the node is fine. */
  candidates: CauseCandidate[];
  /** Candidates left out because they name something that the viewer may not see. */
  hidden: number;
}

/** One line of the list “likely cause”. @public */
export interface CauseCandidate {
  kind: CauseKind;
  /** What is accused: id of a node, of a change, or `cluster/name` of a machine or zone. */
  subject: string;
  /** The node of the map where it happened; absent for machines and zones. */
  nodeId?: string;
  /** 0–1, for the order. */
  score: number;
  confidence: CauseConfidence;
  /** Oldest first. */
  evidence: CauseEvidence[];
}
