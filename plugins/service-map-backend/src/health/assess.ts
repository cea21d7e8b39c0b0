import type {
  HealthFinding,
  MapEdge,
  MapNode,
  NodeHealth,
} from '@panorama/plugin-service-map-common';
import type { Graph, GraphNode } from '../graph/types';
import { groupBy } from '../groupBy';
import { judgeByCallers, type JudgedEdge } from './callersVerdict';
import { carriersOf } from './carry';
import {
  healthOf,
  judgeEdge,
  measuringSource,
  mustBeSeenTwice,
} from './edgesVerdict';
import { inboundOf } from './inbound';
import {
  inheritancesOf,
  NOTHING_INHERITED,
  type Inheritance,
} from './inheritance';
import { isSymptom, ownFaultsOf, type NodeSymptoms } from './ownFaults';
import {
  keepUnseen,
  onProbation,
  type Remembered,
  type SuspicionMemory,
} from './probation';
import { parseRateTolerance, type RateTolerance } from './rateTolerance';
import { judgeTraffic, type UsualTraffic } from './trafficVerdict';
import { judgeWorkloads, workloadKey } from './workloadVerdict';

/** What one look at the estate must know of the looks before. Plain, and made anew by each look. */
export interface HealthMemory {
  suspicions: SuspicionMemory;
  /** Workloads that were ready once: from then on “not ready” is a loss, not a start. */
  hasBeenReady: ReadonlySet<string>;
  /** Ids of nodes and edges that were green. */
  green: ReadonlySet<string>;
}

export const NOTHING_REMEMBERED: HealthMemory = {
  suspicions: new Map(),
  hasBeenReady: new Set(),
  green: new Set(),
};

export interface AssessOptions {
  /** ms since the epoch. */
  now: number;
  memory: HealthMemory;
  /** What is usual at this hour, by id of node or edge. */
  usual?: ReadonlyMap<string, UsualTraffic>;
}

/** A node with its health; the badges are somebody else's. */
export type AssessedNode = GraphNode & Pick<MapNode, 'health'>;

export interface Assessment {
  nodes: AssessedNode[];
  edges: MapEdge[];
  /** For the next look. */
  memory: HealthMemory;
}

/**
 * The health of everything on the map, with reasons.
 *
 * A node is **green** only with a witness: every replica that should be ready
 * is (and its Services have ready endpoints), or a source measured the node and
 * found nothing, or enough requests arrive and few enough fail. Ready pods
 * prove that the pods are ready, not that the service answers well; they are a
 * witness because nobody else is there to ask on a bare cluster, and any
 * finding from traffic, exporter or callers overrules them. Without a witness a
 * node is **unknown**. It is **red** from findings of its own that have lasted
 * (`probation.ts`) and that no failing callee explains (`ownFaults.ts`).
 */
export function assessHealth(
  graph: Graph,
  { now, memory, usual = new Map() }: AssessOptions,
): Assessment {
  const suspicions = new Map<string, Remembered>();
  const probationOf =
    (subject: string) => (suspected: Parameters<typeof onProbation>[1]) =>
      onProbation(subject, suspected, memory.suspicions, suspicions, now);
  const tolerances = new Map(
    graph.nodes.map(({ id, facts }) => [id, tolerancesOf(facts.rateTolerance)]),
  );

  const judgedEdges = graph.edges.map(edge =>
    judgeEdge({
      edge,
      callerTolerances: tolerances.get(edge.from) ?? [],
      calleeTolerances: tolerances.get(edge.to) ?? [],
      usual: usual.get(edge.id),
      wasGreen: memory.green.has(edge.id),
      probation: probationOf(edge.id),
    }),
  );
  const inward = groupBy(judgedEdges, ({ edge }) => edge.to);
  const outward = groupBy(judgedEdges, ({ edge }) => edge.from);

  const judgedNodes = graph.nodes.map(node =>
    judgeNode(node, {
      inward: inward.get(node.id) ?? [],
      outward: outward.get(node.id) ?? [],
      tolerances: tolerances.get(node.id)!,
      usual: usual.get(node.id),
      hasBeenReady: memory.hasBeenReady,
      probation: probationOf(node.id),
    }),
  );
  keepUnseen(memory.suspicions, suspicions, now);

  const atFault = new Set(
    judgedNodes.filter(({ faults }) => faults.length > 0).map(({ id }) => id),
  );
  const carriers = carriersOf(judgedEdges, id => atFault.has(id));
  const { own } = ownFaultsOf(judgedNodes, carriers);
  const ownHealth = new Map(
    judgedNodes.map(({ id, pending, hasGreenWitness }) => [
      id,
      healthOf(
        own.get(id) ?? [],
        pending,
        hasGreenWitness,
        memory.green.has(id),
      ),
    ]),
  );
  const inheritances = inheritancesOf(ownHealth, carriers);
  const nodes = graph.nodes.map(node => ({
    ...node,
    health: {
      own: ownHealth.get(node.id)!,
      findings: worstFirst(own.get(node.id) ?? []),
      ...inherited(inheritances.get(node.id) ?? NOTHING_INHERITED),
    },
  }));
  const edges = judgedEdges.map(({ edge }) => edge);
  return {
    nodes,
    edges,
    memory: {
      suspicions,
      hasBeenReady: readyWorkloads(graph, memory.hasBeenReady),
      green: new Set([
        ...nodes
          .filter(({ health }) => health.own === 'healthy')
          .map(({ id }) => id),
        ...edges
          .filter(({ health }) => health === 'healthy')
          .map(({ id }) => id),
      ]),
    },
  };
}

interface JudgedNode extends NodeSymptoms {
  pending: HealthFinding[];
  hasGreenWitness: boolean;
}

function judgeNode(
  node: GraphNode,
  known: {
    inward: readonly JudgedEdge[];
    outward: readonly JudgedEdge[];
    tolerances: readonly RateTolerance[];
    usual?: UsualTraffic;
    hasBeenReady: ReadonlySet<string>;
    probation: (
      suspected: Parameters<typeof onProbation>[1],
    ) => ReturnType<typeof onProbation>;
  },
): JudgedNode {
  const callers = known.inward.map(({ edge }) => edge);
  const workloads = judgeWorkloads(
    node.id,
    node.facts,
    known.hasBeenReady,
    callers.some(({ from }) => from !== node.id),
  );
  const inbound = inboundOf(node, callers);
  const traffic = judgeTraffic({
    traffic: inbound?.traffic,
    protocol: inbound?.protocol ?? 'unknown',
    tolerances: [{ direction: 'inbound', of: known.tolerances }],
    usual: known.usual,
    source: measuringSource(callers[0] ?? node),
  });
  const { confirmed, pending } = known.probation([
    ...workloads.suspicions,
    ...[...traffic.findings, ...node.facts.findings].map(mustBeSeenTwice),
  ]);
  const isMeasuredInside =
    node.facts.findings.length > 0 || traffic.state !== 'unmeasured';
  const accused = isMeasuredInside
    ? undefined
    : judgeByCallers(known.inward, node.facts.isMeasuredHealthy);
  return {
    id: node.id,
    faults: confirmed.filter(finding => !isSymptom(finding)),
    symptoms: [...confirmed.filter(isSymptom), ...(accused ? [accused] : [])],
    pending,
    inbound: inbound?.traffic,
    outward: known.outward
      .map(({ edge }) => edge)
      .filter(({ from, to, health }) => from !== to && health !== 'unknown'),
    hasGreenWitness:
      workloads.isReady ||
      node.facts.isMeasuredHealthy ||
      traffic.state === 'fine',
  };
}

function inherited({
  origins,
  isAssumed,
}: Inheritance): Pick<NodeHealth, 'inheritedFrom' | 'isInheritanceAssumed'> {
  return {
    inheritedFrom: origins,
    ...(isAssumed && { isInheritanceAssumed: true }),
  };
}

function tolerancesOf(annotation: string | undefined): RateTolerance[] {
  return annotation ? parseRateTolerance(annotation).tolerances : [];
}

function worstFirst(findings: readonly HealthFinding[]): HealthFinding[] {
  const rank = ({ level }: HealthFinding) => (level === 'down' ? 0 : 1);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

function readyWorkloads(graph: Graph, before: ReadonlySet<string>) {
  const ready = new Set<string>();
  for (const { id, facts } of graph.nodes) {
    for (const workload of facts.workloads) {
      const key = workloadKey(id, workload);
      const isReady = workload.desired > 0 && workload.ready > 0;
      if (isReady || before.has(key)) ready.add(key);
    }
  }
  return ready;
}
