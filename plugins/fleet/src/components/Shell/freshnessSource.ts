import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import type { FreshnessSource } from '@panorama/ui';

/** A cluster's state as the freshness badge wants it. */
export function freshnessSource(
  cluster: ClusterStatus,
  now: number,
): FreshnessSource {
  const states = {
    connecting: 'reading',
    syncing: 'reading',
    live: 'live',
    stale: 'stale',
    failed: 'failed',
  } as const;
  const nextTryAt = cluster.problem?.nextTryAt;
  return {
    id: cluster.name,
    label: cluster.title ?? cluster.name,
    state: states[cluster.freshness],
    ageMs:
      cluster.lastSeenAt === undefined
        ? undefined
        : Math.max(0, now - cluster.lastSeenAt),
    nextTryInMs:
      nextTryAt !== undefined && nextTryAt > now ? nextTryAt - now : undefined,
  };
}
