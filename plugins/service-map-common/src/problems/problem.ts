/** @public */
export const PROBLEM_SEVERITIES = ['info', 'warning', 'critical'] as const;

/** @public */
export type ProblemSeverity = (typeof PROBLEM_SEVERITIES)[number];

/** @public */
export type ProblemGroup =
  | 'availability'
  | 'saturation'
  | 'traffic'
  | 'events'
  | 'structure';

/** Where to look, in the words of Kubernetes or Prometheus. @public */
export interface ProblemEvidence {
  /** `kubernetes`: an object; `measure`: what a source measured; `map`: an edge or node. */
  type: 'kubernetes' | 'measure' | 'map';
  /** `Deployment prod/shop/cart`, the name of the measure, or the id of an edge. */
  at: string;
}

/** What a rule finds at one node, edge or cycle. @public */
export interface ProblemFinding {
  /** Names the sentence that the page says: `singleReplica`. */
  code: string;
  severity: ProblemSeverity;
  /** Ids of the nodes concerned; the first one is where it is fixed. */
  nodes: string[];
  edgeId?: string;
  /** Ratios 0–1, durations ms, sizes bytes. */
  numbers: { readonly [name: string]: number };
  texts: { readonly [name: string]: string };
  evidence: ProblemEvidence[];
}

/** A hidden problem as the page lists it. @public */
export interface Problem extends ProblemFinding {
  /** Stable while the problem lasts: rule and subject. */
  id: string;
  /** `HP01` … */
  rule: string;
  group: ProblemGroup;
  owner?: string;
  /** ms since the epoch. */
  firstSeen: number;
  dismissed?: ProblemDismissal;
}

/** Somebody looked at a problem and decided to live with it for a while. @public */
export interface ProblemDismissal {
  problemId: string;
  reason: string;
  /** Entity ref. */
  by: string;
  at: number;
  /** ms since the epoch: from then on the problem is back. */
  until: number;
}

/** `GET /v1/problems`: hidden problems as one viewer may read them. @public */
export interface ProblemList {
  /** ms since the epoch of the build that found them. */
  builtAt: number;
  /** The worst first, then the oldest. */
  problems: Problem[];
  /** Problems that concern something in sight, and something that is not. */
  hidden: number;
}
