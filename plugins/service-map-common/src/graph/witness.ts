/**
 * On what an edge or node rests, from strong to weak.
 *
 * - `traffic`       requests, bytes or connections were measured.
 * - `configuration` something in a cluster names the other side.
 * - `declaration`   the catalog says so.
 *
 * @public
 */
export type WitnessBasis = 'traffic' | 'configuration' | 'declaration';

/** One source's testimony. @public */
export interface Witness {
  /** Id of the source: `kubernetes`, `istio`, … */
  source: string;
  basis: WitnessBasis;
  /** 0–1: how often such a testimony is right. */
  confidence: number;
  /** ms since the epoch. */
  firstSeen: number;
  lastSeen: number;
  /** Where to look: `env REDIS_ADDR of Deployment tracking-api`. Never a value. */
  evidence: string;
}

/**
 * Testimony to a node. It has no words: what a source says about a node often
 * names its callers, whom the viewer may not be allowed to see.
 *
 * @public
 */
export type NodeWitness = Omit<Witness, 'evidence'>;
