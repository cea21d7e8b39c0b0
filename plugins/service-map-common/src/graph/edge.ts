import type { HealthFinding, OwnHealth } from './health';
import type { Traffic } from './traffic';
import type { Witness } from './witness';

/** What an edge speaks; `tcp` where nobody looked inside. @public */
export const PROTOCOLS = [
  'http',
  'grpc',
  'dubbo',
  'sql',
  'redis',
  'mongodb',
  'messaging',
  'tcp',
  'unknown',
] as const;

/** @public */
export type Protocol = (typeof PROTOCOLS)[number];

/**
 * How the catalog and what was seen agree.
 *
 * - `agreed`     declared, and seen or configured.
 * - `undeclared` seen or configured, not declared, though the catalog knows both ends.
 * - `unseen`     declared only.
 * - `forbidden`  a NetworkPolicy does not let it through, whoever says it exists.
 * - `untracked`  the catalog does not know one of the ends.
 *
 * @public
 */
export type EdgeDrift =
  | 'agreed'
  | 'undeclared'
  | 'unseen'
  | 'forbidden'
  | 'untracked';

/** Whether connections are encrypted by the mesh. @public */
export type MutualTls = 'all' | 'some' | 'none';

/** From the caller to the callee; one for each ordered pair of nodes. @public */
export interface MapEdge {
  /** `${from}>${to}` */
  id: string;
  from: string;
  to: string;
  /** Specific ones first; `tcp` only where nothing more is known. */
  protocols: Protocol[];
  ports: number[];
  traffic?: Traffic;
  /** What is wrong on this edge alone. */
  health: OwnHealth;
  findings: HealthFinding[];
  drift: EdgeDrift;
  mutualTls?: MutualTls;
  witnesses: Witness[];
}
