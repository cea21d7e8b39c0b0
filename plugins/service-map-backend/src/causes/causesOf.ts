import type {
  CauseCandidate,
  CauseEvidence,
  MapNode,
} from '@panorama/plugin-service-map-common';
import type { CauseDraft, CauseFacts } from './causeFacts';
import { indexOf, type CauseIndex } from './CauseIndex';
import { changeCauses } from './changeCauses';
import { bareFault, inheritedFaults, silentCallees } from './faults';
import { machineCauses } from './machines';
import { forbiddenCalls } from './network';
import {
  certificateCauses,
  nameLookupCauses,
  resourceCauses,
} from './resources';
import { surgeCauses } from './surges';
import { BEHIND_ANOTHER, confidenceOf, MAX_CANDIDATES } from './weights';

/** What can explain a fault of a node, each asked alone. */
const EXPLANATIONS: ReadonlyArray<
  (index: CauseIndex, node: MapNode) => CauseDraft[]
> = [
  changeCauses,
  resourceCauses,
  certificateCauses,
  nameLookupCauses,
  machineCauses,
  forbiddenCalls,
  surgeCauses,
  silentCallees,
];

/**
 * The candidates for every node that is down, degraded or suffers, by its id,
 * the best first. Healthy nodes and those without data have none.
 */
export function causesOf(
  facts: CauseFacts,
): ReadonlyMap<string, CauseCandidate[]> {
  const index = indexOf(facts);
  return new Map(
    facts.nodes
      .filter(
        ({ health }) =>
          health.own === 'down' ||
          health.own === 'degraded' ||
          health.inheritedFrom.length > 0,
      )
      .map(node => [node.id, ranked(candidatesFor(index, node))]),
  );
}

function candidatesFor(index: CauseIndex, node: MapNode): CauseDraft[] {
  const origins = inheritedFaults(index, node);
  const behind = origins.flatMap(origin =>
    explain(index, index.node(origin.subject)!).map(draft => ({
      ...draft,
      // The origin is named before what explains it: one has to look there first.
      score: Math.min(draft.score * BEHIND_ANOTHER, origin.score - 0.01),
    })),
  );
  const explained = explain(index, node);
  return [
    ...origins,
    ...behind,
    ...(explained.length > 0 ? explained : bareFault(node)),
  ];
}

function explain(index: CauseIndex, node: MapNode): CauseDraft[] {
  return EXPLANATIONS.flatMap(explanation => explanation(index, node));
}

function ranked(drafts: readonly CauseDraft[]): CauseCandidate[] {
  const best = new Map<string, CauseDraft>();
  for (const draft of drafts) {
    // A policy's change and the calls that it forbids are one cause, whoever found it.
    const isChange = draft.evidence.some(({ type }) => type === 'change');
    const key = isChange ? draft.subject : `${draft.kind} ${draft.subject}`;
    const other = best.get(key);
    best.set(key, other ? merged(other, draft) : draft);
  }
  return [...best.values()]
    .sort((a, b) => b.score - a.score || byName(a, b))
    .slice(0, MAX_CANDIDATES)
    .map(draft => {
      const score = Math.min(1, Math.max(0, draft.score));
      return {
        ...draft,
        score,
        confidence: confidenceOf(score),
        evidence: oldestFirst(draft.evidence),
      };
    });
}

function merged(a: CauseDraft, b: CauseDraft): CauseDraft {
  const [better, other] = b.score > a.score ? [b, a] : [a, b];
  const known = new Set(
    better.evidence.map(evidence => JSON.stringify(evidence)),
  );
  return {
    ...better,
    evidence: [
      ...better.evidence,
      ...other.evidence.filter(
        evidence => !known.has(JSON.stringify(evidence)),
      ),
    ],
  };
}

function oldestFirst(evidence: readonly CauseEvidence[]): CauseEvidence[] {
  return [...evidence].sort(
    (a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || 0,
  );
}

function byName(a: CauseDraft, b: CauseDraft): number {
  const [x, y] = [a, b].map(({ kind, subject }) => `${subject} ${kind}`);
  return x < y ? -1 : Number(x > y);
}
