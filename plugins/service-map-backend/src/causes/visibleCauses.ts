import type {
  CauseCandidate,
  CauseEvidence,
} from '@panorama/plugin-service-map-common';

/** What one viewer may see. */
export interface CauseSight {
  node(id: string): boolean;
  namespace(cluster: string, namespace: string): boolean;
  /** Machines are for those who may see the cluster's nodes. */
  machines(cluster: string): boolean;
}

/**
 * The candidates that a viewer may know of, in their order. What accuses
 * something out of sight is left out whole, and of the others the evidence that
 * names something out of sight. `hidden` says how many candidates are missing.
 */
export function visibleCauses(
  candidates: readonly CauseCandidate[],
  sight: CauseSight,
): { candidates: CauseCandidate[]; hidden: number } {
  const visible = candidates.flatMap(candidate => {
    if (candidate.nodeId !== undefined && !sight.node(candidate.nodeId)) {
      return [];
    }
    const evidence = candidate.evidence.filter(fact => isVisible(fact, sight));
    // The subject of a change is its id: without the change, nothing may be left of it.
    const lostItsChange =
      candidate.evidence.some(({ type }) => type === 'change') &&
      !evidence.some(({ type }) => type === 'change');
    return evidence.length === 0 || lostItsChange
      ? []
      : [{ ...candidate, evidence }];
  });
  return { candidates: visible, hidden: candidates.length - visible.length };
}

function isVisible(fact: CauseEvidence, sight: CauseSight): boolean {
  switch (fact.type) {
    case 'finding':
    case 'surge':
      return sight.node(fact.nodeId);
    case 'change':
      return sight.namespace(fact.change.cluster, fact.change.namespace);
    case 'cluster-node':
      return sight.machines(fact.cluster);
    case 'forbidden-calls':
      return sight.node(fact.from) && sight.node(fact.to);
    case 'sufferers':
      return true;
    default:
      return false;
  }
}
