import type {
  MapNode,
  ProblemEvidence,
  ProblemFinding,
  ProblemGroup,
  ProblemSeverity,
} from '@panorama/plugin-service-map-common';
import type {
  ProblemEdge,
  ProblemFacts,
  ProblemNode,
  ProblemWorkload,
} from './problemFacts';

/** One kind of hidden problem: data, and a pure function that finds it. */
export interface ProblemRule {
  /** `HP01` …, as in the documentation. */
  id: string;
  group: ProblemGroup;
  /** Unless a finding says otherwise. */
  severity: ProblemSeverity;
  /** Key of its title and sentence in the translations. */
  title: string;
  /** What keeps it silent where it would be noise. */
  guard: string;
  /** So long a finding must last before anybody reads of it, ms. */
  mustLastMs: number;
  find(facts: ProblemFacts): ProblemDraft[];
}

/** A finding before the engine has filled in what the rule knows anyway. */
export type ProblemDraft = Omit<ProblemFinding, 'code' | 'severity'> & {
  code?: string;
  severity?: ProblemSeverity;
  /** Tells two findings of one rule at one node apart: name of the workload, claim, certificate. */
  about?: string;
};

/** What a check of one node, workload or edge says; `undefined` when all is well. */
export type Found =
  | undefined
  | (Partial<Pick<ProblemDraft, 'code' | 'severity' | 'about' | 'evidence'>> & {
      numbers?: ProblemDraft['numbers'];
      texts?: ProblemDraft['texts'];
    });

export function perNode(
  check: (node: ProblemNode, facts: ProblemFacts) => Found,
): ProblemRule['find'] {
  return facts =>
    facts.nodes.flatMap(node => {
      const found = check(node, facts);
      return found ? [draft(found, [node.node.id], [atNode(node.node)])] : [];
    });
}

/** Workloads that run for good; jobs end, and that is no problem. */
export function perWorkload(
  check: (
    workload: ProblemWorkload,
    node: ProblemNode,
    facts: ProblemFacts,
  ) => Found,
): ProblemRule['find'] {
  return facts =>
    facts.nodes.flatMap(node =>
      node.workloads
        .filter(({ kind }) => kind !== 'Job' && kind !== 'CronJob')
        .flatMap(workload => {
          const found = check(workload, node, facts);
          if (!found) return [];
          const { about = workload.name, texts } = found;
          return [
            draft(
              { ...found, about, texts: { workload: workload.name, ...texts } },
              [node.node.id],
              [atWorkload(node.node, workload)],
            ),
          ];
        }),
    );
}

/** Calls between two nodes that the map shows. */
export function perEdge(
  check: (
    edge: ProblemEdge,
    from: ProblemNode,
    to: ProblemNode,
    facts: ProblemFacts,
  ) => Found,
): ProblemRule['find'] {
  return facts => {
    const nodes = new Map(facts.nodes.map(node => [node.node.id, node]));
    return facts.edges.flatMap(problemEdge => {
      const { edge } = problemEdge;
      const from = nodes.get(edge.from);
      const to = nodes.get(edge.to);
      const found =
        from && to && from !== to && check(problemEdge, from, to, facts);
      if (!found) return [];
      return [
        {
          ...draft(
            found,
            [edge.from, edge.to],
            [{ type: 'map' as const, at: edge.id }],
          ),
          edgeId: edge.id,
        },
      ];
    });
  };
}

function draft(
  { evidence, ...found }: NonNullable<Found>,
  nodes: string[],
  usual: ProblemEvidence[],
): ProblemDraft {
  return {
    numbers: {},
    texts: {},
    ...found,
    nodes,
    evidence: evidence ?? usual,
  };
}

export function atNode({ id }: MapNode): ProblemEvidence {
  return { type: 'map', at: id };
}

export function atWorkload(
  { place }: MapNode,
  { kind, name }: Pick<ProblemWorkload, 'kind' | 'name'>,
): ProblemEvidence {
  return {
    type: 'kubernetes',
    at: `${kind} ${place?.cluster}/${place?.namespace}/${name}`,
  };
}

/** Asked by several rules of every node: looked through once for each look at the map. */
const CALLERS = new WeakMap<ProblemFacts, ReadonlyMap<string, string[]>>();

/** Callers that traffic or configuration testifies; what is only declared calls nobody. */
export function callersOf(id: string, facts: ProblemFacts): string[] {
  let callers = CALLERS.get(facts);
  if (!callers) {
    callers = callersByCallee(facts);
    CALLERS.set(facts, callers);
  }
  return callers.get(id) ?? [];
}

function callersByCallee({
  edges,
}: ProblemFacts): ReadonlyMap<string, string[]> {
  const callers = new Map<string, string[]>();
  for (const { edge } of edges) {
    if (edge.to !== edge.from && isSeenOrConfigured(edge)) {
      const list = callers.get(edge.to);
      if (list) list.push(edge.from);
      else callers.set(edge.to, [edge.from]);
    }
  }
  return callers;
}

export function isSeenOrConfigured({
  drift,
  witnesses,
}: ProblemEdge['edge']): boolean {
  return (
    drift !== 'unseen' && witnesses.some(({ basis }) => basis !== 'declaration')
  );
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
