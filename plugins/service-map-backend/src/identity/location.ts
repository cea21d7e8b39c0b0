import type { OutsideAddress } from './OutsideHosts';
import type { Unit } from './units';

/** An address in somebody's configuration that leads nowhere. */
export type DanglingReason =
  | 'no-such-service'
  | 'no-such-namespace'
  | 'no-such-port';

/** What an endpoint is, before addresses outside are settled. */
export type Location =
  | { type: 'unit'; unit: Unit; wrongPort?: boolean }
  | { type: 'outside'; addresses: OutsideAddress[] }
  /** All nodes of an entity, one a cluster as a rule. */
  | { type: 'entity'; entityRef: string; units: Unit[] }
  /** Telemetry saw a Service or workload that the inventory does not have. */
  | {
      type: 'vanished';
      cluster: string;
      namespace: string;
      /** Absent for a Service. */
      kind?: string;
      name: string;
    }
  | { type: 'application'; name: string; candidates: Unit[] }
  /** More than one node claims it, and nothing decides. */
  | { type: 'ambiguous'; claim: string; candidates: Unit[] }
  | { type: 'dangling'; host: string; reason: DanglingReason }
  /** The pod itself. */
  | { type: 'local' }
  /** No address, or nothing is known about where it would be looked up. */
  | { type: 'unknown' };
