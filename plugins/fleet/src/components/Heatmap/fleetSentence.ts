import type { GroupNode } from '../../heatmap/types';

/** What a screen reader is told about the whole picture. */
export interface FleetSentence {
  total: number;
  failing: number;
  /** Top groups with failing pods, worst first. */
  places: Array<{ label: string; failing: number }>;
  /** Innermost group with most failing pods. */
  worst?: { label: string; failing: number };
}

const MAX_PLACES = 3;

/** Sums the tree of groups; its top level is whatever comes first in the grouping. */
export function fleetSentence(groups: readonly GroupNode[]): FleetSentence {
  let worst: GroupNode | undefined;
  const visit = (node: GroupNode) => {
    if (node.leaf >= 0 && node.failing > (worst?.failing ?? 0)) {
      worst = node;
    }
    node.children.forEach(visit);
  };
  groups.forEach(visit);
  return {
    total: groups.reduce((sum, group) => sum + group.total, 0),
    failing: groups.reduce((sum, group) => sum + group.failing, 0),
    places: groups
      .filter(group => group.failing > 0)
      .sort((a, b) => b.failing - a.failing)
      .slice(0, MAX_PLACES)
      .map(({ label, failing }) => ({ label, failing })),
    worst: worst && { label: worst.label, failing: worst.failing },
  };
}
