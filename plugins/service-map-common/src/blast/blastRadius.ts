/** A team and how many of its nodes stop. @public */
export interface AffectedOwner {
  /** Entity ref; absent for nodes that nobody owns. */
  owner?: string;
  nodes: string[];
}

/** What stops if one node stops. @public */
export interface BlastRadius {
  id: string;
  /** Those who call it, then those who call them, each once; by id within a distance. */
  affected: Array<{ id: string; distance: number }>;
  direct: number;
  /** Most nodes first. */
  owners: AffectedOwner[];
  /** Nodes by tier; `''` for those without one. */
  tiers: Array<{ tier: string; amount: number }>;
  /** Gateways among the affected: where customers notice. */
  gateways: string[];
  /** Requests a second that arrive at the affected gateways, where measured. */
  requestsPerSecond?: number;
  /** Callers that the viewer may not see; there may be more behind them. */
  hiddenCallers: number;
}
