import type { Problem } from '@panorama/plugin-service-map-common';

/**
 * Problems that a viewer may read: all nodes concerned are in sight. One that
 * names something out of sight is counted and left out whole, for its texts and
 * evidence may name it as well.
 */
export function visibleProblems(
  problems: readonly Problem[],
  isVisible: (nodeId: string) => boolean,
): { problems: Problem[]; hidden: number } {
  const visible = problems.filter(({ nodes }) => nodes.every(isVisible));
  return { problems: visible, hidden: problems.length - visible.length };
}
