import type { NodeHealth } from './health';
import type { TechnologyId } from './technology';
import type { Traffic } from './traffic';
import type { NodeWitness } from './witness';

/**
 * What a node is to those who depend on it.
 *
 * - `service`     workloads behind one or more Kubernetes Services.
 * - `workload`    workloads that nothing addresses: jobs, consumers.
 * - `gateway`     where requests enter a cluster: an ingress or gateway controller.
 * - `database`, `queue`, `middleware`  by technology, inside or outside a cluster.
 * - `external`    an address outside all clusters, or a name that only the catalog knows.
 *
 * @public
 */
export const MAP_NODE_KINDS = [
  'service',
  'workload',
  'gateway',
  'database',
  'queue',
  'middleware',
  'external',
] as const;

/** @public */
export type MapNodeKind = (typeof MAP_NODE_KINDS)[number];

/** A workload that runs a node. @public */
export interface NodeWorkload {
  kind: string;
  name: string;
  desired: number;
  ready: number;
}

/** Where a node lives; outside the clusters both are absent. @public */
export interface NodePlace {
  cluster: string;
  namespace: string;
}

/** Two claims about one thing that cannot both be true; shown, never decided silently. @public */
export interface IdentityConflict {
  /** What is claimed twice: an address, an application name, an entity. */
  claim: string;
  /** The nodes that claim it, this one included. */
  nodes: string[];
}

/** Marks at the corner of a node. @public */
export type NodeBadge =
  | 'single-replica'
  | 'no-telemetry'
  | 'changed'
  | 'mutual-tls'
  | 'not-in-catalog';

/** @public */
export interface MapNode {
  /** Stable over builds and restarts; see `nodeIds.ts`. */
  id: string;
  kind: MapNodeKind;
  name: string;
  /** Other names that lead here: further Services, hosts, applications. */
  aliases: string[];
  place?: NodePlace;
  technology?: TechnologyId;
  /** As the image's tag or the exporter says: `7.2`. */
  version?: string;
  workloads: NodeWorkload[];
  zones: string[];
  tenant?: string;
  /** Entity refs; only where the catalog knows the node. */
  entityRef?: string;
  owner?: string;
  system?: string;
  /** `tier-1` … from the entity's annotation or label. */
  tier?: string;
  /** What arrives here, all callers together. */
  traffic?: Traffic;
  health: NodeHealth;
  badges: NodeBadge[];
  witnesses: NodeWitness[];
  conflicts: IdentityConflict[];
}
