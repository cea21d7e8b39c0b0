import type { KindId } from '../kinds';
import type { ClusterState } from '../server/ClusterState';
import { tooLargeResourceVersion } from '../server/status';

/**
 * Waits until the store has reached a resourceVersion that a client has seen elsewhere.
 * @throws StatusError 504 with the cause ResourceVersionTooLarge when it does not come in time
 */
export async function waitForResourceVersion(
  cluster: ClusterState,
  kindId: KindId,
  wanted: number,
): Promise<void> {
  const { store, wakeups, freshnessTimeoutMs } = cluster;
  if (store.resourceVersion >= wanted) return;
  const deadline = performance.now() + freshnessTimeoutMs;
  const { wakeup, remove } = wakeups.add(kindId);
  try {
    while (store.resourceVersion < wanted) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0)
        throw tooLargeResourceVersion(wanted, store.resourceVersion);
      await wakeup.wait(Math.min(leftMs, 50));
    }
  } finally {
    remove();
  }
}
