import type {
  CauseCandidate,
  MapEdge,
  MapNode,
  Problem,
} from '@panorama/plugin-service-map-common';
import { causeFactsOf } from '../causes/causeFactsOf';
import { causesOf } from '../causes/causesOf';
import { ChangeLog, type RecentChanges } from '../changes/ChangeLog';
import type { Estate } from '../estate/Estate';
import {
  findProblems,
  NO_PROBLEMS_YET,
  type ProblemMemories,
} from '../problems/findProblems';
import { problemFactsOf } from '../problems/problemFactsOf';
import { PROBLEM_RULES } from '../problems/rules';

/** What a map means. For nobody in particular: `view/insightsFor.ts` applies the rights. */
export interface Insights {
  recent: RecentChanges;
  /** By id of every node that is unwell. */
  causes: ReadonlyMap<string, readonly CauseCandidate[]>;
  problems: readonly Problem[];
}

export const NO_INSIGHTS: Insights = {
  recent: { keptSince: 0, changes: [] },
  causes: new Map(),
  problems: [],
};

/**
 * Asks of each build what changed, why something is unwell and what is about to
 * be. Remembers the changes of a day and since when each problem exists; both
 * begin anew with the process.
 */
export class MapAnalyst {
  readonly #log = new ChangeLog();
  #problems: ProblemMemories = NO_PROBLEMS_YET;

  study(
    estate: Estate,
    nodes: readonly MapNode[],
    edges: readonly MapEdge[],
  ): Insights {
    const recent = this.#log.look(estate);
    const { problems, memories } = findProblems(
      problemFactsOf({ estate, nodes, edges }),
      PROBLEM_RULES,
      this.#problems,
    );
    this.#problems = memories;
    return {
      recent,
      causes: causesOf(
        causeFactsOf({ estate, nodes, edges, changes: recent.changes }),
      ),
      problems,
    };
  }
}
