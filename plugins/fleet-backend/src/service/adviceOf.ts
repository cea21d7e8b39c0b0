import type { FleetAdvice, FleetMe } from '@panorama/plugin-fleet-common';

/**
 * Pure: why somebody sees nothing; `undefined` where there is something.
 *
 * @param isViewer - whether the person has the permission `fleet.view`
 * @param source - where the configuration looks for the name of a user in the clusters
 */
export function adviceOf(
  isViewer: boolean,
  { subjects, visible }: Pick<FleetMe, 'subjects' | 'visible'>,
  source: string,
): FleetAdvice | undefined {
  if (!isViewer) {
    return { code: 'no-view' };
  }
  if (visible.namespaces > 0) {
    return undefined;
  }
  return subjects.user || subjects.groups.length > 0
    ? { code: 'no-grant' }
    : { code: 'unknown-subject', source };
}
