import {
  PROBLEM_SEVERITIES,
  type Problem,
} from '@panorama/plugin-service-map-common';
import type { ProblemFacts } from './problemFacts';
import type { ProblemDraft, ProblemRule } from './ProblemRule';

/** What is kept of a problem from one look to the next. */
export interface ProblemMemory {
  firstSeen: number;
  lastSeen: number;
}

/** What the next look must know. Plain, so that it survives a restart. */
export interface ProblemMemories {
  /** When it was looked the last time, ms since the epoch; absent before the first look. */
  lookedAt?: number;
  /** By id of the problem. */
  problems: ReadonlyMap<string, ProblemMemory>;
}

export const NO_PROBLEMS_YET: ProblemMemories = { problems: new Map() };

/**
 * A problem that is away for less than this has not been solved: a pod restarts
 * in between. Counted in time during which somebody looked.
 */
const RELAPSE_MS = 10 * 60_000;

export interface ProblemLook {
  /** The worst first, then the oldest. */
  problems: Problem[];
  /** For the next look. */
  memories: ProblemMemories;
}

/** Asks every rule, and lets through what has lasted as long as its rule demands. */
export function findProblems(
  facts: ProblemFacts,
  rules: readonly ProblemRule[],
  memories: ProblemMemories,
): ProblemLook {
  const { now } = facts;
  const owners = new Map(
    facts.nodes.map(({ node }) => [node.id, node.owner] as const),
  );
  const next = new Map<string, ProblemMemory>();
  const { lookedAt = now } = memories;
  for (const [id, memory] of memories.problems) {
    if (lookedAt - memory.lastSeen <= RELAPSE_MS) next.set(id, memory);
  }
  const problems: Problem[] = [];
  for (const rule of rules) {
    for (const draft of rule.find(facts)) {
      const id = problemId(rule, draft);
      const firstSeen = next.get(id)?.firstSeen ?? now;
      next.set(id, { firstSeen, lastSeen: now });
      if (now - firstSeen < rule.mustLastMs) continue;
      const { about, ...finding } = draft;
      const owner = owners.get(draft.nodes[0]);
      problems.push({
        ...finding,
        id,
        rule: rule.id,
        group: rule.group,
        code: draft.code ?? rule.title,
        severity: draft.severity ?? rule.severity,
        firstSeen,
        ...(owner !== undefined && { owner }),
      });
    }
  }
  return {
    problems: problems.sort(worstFirst),
    memories: { lookedAt: now, problems: next },
  };
}

/** The same while the problem lasts; numbers, codes and severities may change under way. */
function problemId(
  { id }: ProblemRule,
  { nodes, edgeId, about }: ProblemDraft,
): string {
  const subject = edgeId ?? nodes[0];
  return about === undefined || about === subject
    ? `${id}:${subject}`
    : `${id}:${subject}:${about}`;
}

function worstFirst(a: Problem, b: Problem): number {
  return (
    PROBLEM_SEVERITIES.indexOf(b.severity) -
      PROBLEM_SEVERITIES.indexOf(a.severity) ||
    a.firstSeen - b.firstSeen ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}
