import { setTimeout as sleep } from 'node:timers/promises';
import type { EstateAt } from '../estate/platformEstate';

/**
 * Waits until the fleet is there and has read its clusters, so that the first
 * map is not one of half an estate. Clusters that take longer than `patienceMs`
 * come with a later build.
 */
export async function whenRead(
  estateAt: EstateAt,
  signal: AbortSignal,
  { patienceMs = 20_000, everyMs = 250 } = {},
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!isRead(estateAt) && Date.now() < deadline) {
    await sleep(everyMs, undefined, { signal });
  }
}

function isRead(estateAt: EstateAt): boolean {
  try {
    const { clusters } = estateAt(Date.now());
    return (
      clusters.length > 0 &&
      clusters.every(
        ({ freshness }) =>
          freshness !== 'connecting' && freshness !== 'syncing',
      )
    );
  } catch {
    // The plugin of the fleet may start after this one; the build says so if it never does.
    return false;
  }
}
