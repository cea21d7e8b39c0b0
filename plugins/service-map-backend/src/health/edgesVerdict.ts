import type {
  HealthFinding,
  MapEdge,
  OwnHealth,
} from '@panorama/plugin-service-map-common';
import type { GraphEdge } from '../graph/types';
import type { JudgedEdge } from './callersVerdict';
import type { Probation, Suspicion } from './probation';
import type { RateTolerance } from './rateTolerance';
import { CONFIRM_MS, MIN_LOOKS } from './thresholds';
import { judgeTraffic, type UsualTraffic } from './trafficVerdict';

/** Traffic and what sources find must be seen twice; one scrape may go wrong. */
export function mustBeSeenTwice(finding: HealthFinding): Suspicion {
  return {
    finding,
    minimumMs: CONFIRM_MS,
    // With its own beginning it brings its own first look.
    minimumLooks: finding.since === undefined ? MIN_LOOKS : 1,
  };
}

export interface EdgeQuestion {
  edge: GraphEdge;
  /** The annotations of the caller (for what leaves) and of the callee (for what arrives). */
  callerTolerances: readonly RateTolerance[];
  calleeTolerances: readonly RateTolerance[];
  usual?: UsualTraffic;
  /** Whether the last look saw the edge green. */
  wasGreen: boolean;
  probation: (suspicions: readonly Suspicion[]) => Probation;
}

/**
 * The health of one edge: measured failures make it red, measured success
 * makes it green, and bytes without any answer to “did it work” leave it open.
 */
export function judgeEdge(question: EdgeQuestion): JudgedEdge {
  const { edge, wasGreen, usual } = question;
  const verdict = judgeTraffic({
    traffic: edge.traffic,
    protocol: edge.protocols[0] ?? 'unknown',
    tolerances: [
      { direction: 'inbound', of: question.calleeTolerances },
      { direction: 'outbound', of: question.callerTolerances },
    ],
    usual,
    source: measuringSource(edge),
  });
  const { confirmed, pending } = question.probation(
    [...verdict.findings, ...edge.findings].map(mustBeSeenTwice),
  );
  return {
    edge: {
      ...edge,
      findings: confirmed,
      health: healthOf(confirmed, pending, verdict.state === 'fine', wasGreen),
    },
    isSuspect: confirmed.length === 0 && pending.length > 0,
  };
}

/**
 * Red from findings that have lasted; green from a witness; else unknown. What
 * was green stays green while a suspicion is on probation: a rollout is not a
 * reason to say “no data”.
 */
export function healthOf(
  confirmed: readonly HealthFinding[],
  pending: readonly HealthFinding[],
  hasGreenWitness: boolean,
  wasGreen: boolean,
): OwnHealth {
  if (confirmed.some(({ level }) => level === 'down')) return 'down';
  if (confirmed.length > 0) return 'degraded';
  if (pending.length > 0) return wasGreen ? 'healthy' : 'unknown';
  return hasGreenWitness ? 'healthy' : 'unknown';
}

export function measuringSource({
  witnesses,
}: Pick<MapEdge, 'witnesses'>): string {
  return (
    witnesses.find(({ basis }) => basis === 'traffic')?.source ?? 'traffic'
  );
}
