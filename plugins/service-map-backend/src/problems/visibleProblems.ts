import type { Problem } from '@panorama/plugin-service-map-common';

/**
 * Problems that a viewer may read: all nodes concerned are in sight. One that
 * names something out of sight is left out whole, for its texts and evidence may
 * name it as well; it is counted where it concerns something in sight, as hidden
 * neighbours are.
 */
export function visibleProblems(
  problems: readonly Problem[],
  isVisible: (nodeId: string) => boolean,
): { problems: Problem[]; hidden: number } {
  return {
    problems: problems.filter(({ nodes }) => nodes.every(isVisible)),
    hidden: problems.filter(
      ({ nodes }) => nodes.some(isVisible) && !nodes.every(isVisible),
    ).length,
  };
}
