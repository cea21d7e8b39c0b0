import { edgeId, type Traffic } from '@panorama/plugin-service-map-common';
import type {
  GraphEdge,
  GraphNode,
  NodeFacts,
  WorkloadFacts,
} from '../../graph/types';
import {
  assessHealth,
  NOTHING_REMEMBERED,
  type AssessedNode,
  type AssessOptions,
  type Assessment,
} from '../assess';

export const NOON = Date.UTC(2026, 0, 15, 12);
export const MINUTE = 60_000;

/** A node about which nobody knows anything, unless facts say more. */
export function graphNode(
  id: string,
  facts: Partial<NodeFacts> = {},
  parts: Partial<GraphNode> = {},
): GraphNode {
  return {
    id,
    kind: 'service',
    name: id,
    aliases: [],
    workloads: facts.workloads ?? [],
    zones: [],
    witnesses: [],
    conflicts: [],
    facts: {
      workloads: [],
      findings: [],
      isMeasuredHealthy: false,
      ...facts,
    },
    ...parts,
  };
}

export function workload(
  ready: number,
  desired: number,
  parts: Partial<WorkloadFacts> = {},
): WorkloadFacts {
  return { kind: 'Deployment', name: 'app', ready, desired, ...parts };
}

/** All of two replicas are ready. */
export const twoReady = { workloads: [workload(2, 2)] };

/** Since long ago, no replica is ready. */
export const allCrashing = {
  workloads: [
    workload(0, 3, { reason: 'OOMKilled', since: NOON - 14 * MINUTE }),
  ],
};

export function traffic(
  errorRatio: number,
  parts: Partial<Traffic> = {},
): Traffic {
  return { requestsPerSecond: 100, errorRatio, windowSeconds: 300, ...parts };
}

/** A call that a variable in a template names, and that traffic measures where `parts` has some. */
export function graphEdge(
  from: string,
  to: string,
  parts: Partial<GraphEdge> = {},
): GraphEdge {
  return {
    id: edgeId(from, to),
    from,
    to,
    protocols: ['http'],
    ports: [],
    findings: [],
    drift: 'untracked',
    witnesses: [
      {
        source: parts.traffic ? 'istio' : 'kubernetes',
        basis: parts.traffic ? 'traffic' : 'configuration',
        confidence: 1,
        firstSeen: NOON,
        lastSeen: NOON,
        evidence: 'a test',
      },
    ],
    ...parts,
  };
}

/** Looks at an unchanging graph so many times, one minute apart, the last time at noon. */
export function look(
  nodes: GraphNode[],
  edges: GraphEdge[] = [],
  { looks = 6, ...options }: Partial<AssessOptions> & { looks?: number } = {},
): Assessment {
  let memory = options.memory ?? NOTHING_REMEMBERED;
  let assessment: Assessment | undefined;
  for (let at = looks - 1; at >= 0; at -= 1) {
    assessment = assessHealth(
      { nodes, edges },
      { ...options, memory, now: NOON - at * MINUTE },
    );
    memory = assessment.memory;
  }
  return assessment!;
}

export function healthIn({ nodes }: Assessment, id: string) {
  return nodes.find((node: AssessedNode) => node.id === id)!.health;
}
