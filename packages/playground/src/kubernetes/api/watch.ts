import type { KindDefinition } from '../kinds';
import type { StoredVersion } from '../KubeObject';
import { openAnswer, type ResourceCall } from '../server/Call';
import { expired } from '../server/status';
import type { StoreEvent } from '../store/KindObjects';
import { namespacePrefix } from '../store/Snapshot';
import { readListOptions, type ListOptions } from './listOptions';
import { negotiateEncoding } from './negotiate';
import { waitForResourceVersion } from './waitForResourceVersion';

/** Annotation of the bookmark that ends the initial events of a WatchList. */
export const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/** Events that are encoded before the socket is asked again. */
const BATCH = 500;

/** kube-apiserver closes watches after `--min-request-timeout` (30 min) to twice that. */
const MIN_TIMEOUT_S = 1800;

/** The last bookmark comes this long before the end, so that a client resumes without a gap. */
const LAST_BOOKMARK_MS = 2_000;

type Change = {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  version: StoredVersion;
};

/** What a change means to a client that sees only matching objects: one that stops matching is deleted for it. */
export function changeFor(
  event: StoreEvent,
  matches: (version: StoredVersion) => boolean,
): Change | undefined {
  const { type, current, previous } = event;
  const isNow = type !== 'DELETED' && matches(current);
  const was = previous !== undefined && matches(previous);
  if (isNow && was) return { type: 'MODIFIED', version: current };
  if (isNow) return { type: 'ADDED', version: current };
  if (was) {
    // The content is the last that matched, the resourceVersion that of the change.
    return {
      type: 'DELETED',
      version: {
        object: previous.object,
        resourceVersion: event.resourceVersion,
      },
    };
  }
  return undefined;
}

function lifetimeMs({ timeoutSeconds }: ListOptions): number {
  return (
    (timeoutSeconds && timeoutSeconds > 0
      ? timeoutSeconds
      : MIN_TIMEOUT_S * (1 + Math.random())) * 1000
  );
}

/** Serves a watch until the client leaves, the time is over or the history has moved past it. */
export async function serveWatch(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  const { cluster, info, response } = call;
  const { store } = cluster;
  const options = readListOptions(call, kind);
  const encoding = negotiateEncoding(call, kind);
  const prefix = namespacePrefix(info.namespace);
  const matches = ({ object }: StoredVersion) =>
    options.matches?.(object) ?? true;
  const matchesPlace = (version: StoredVersion) =>
    (prefix === '' || version.object.namespace === info.namespace) &&
    matches(version);

  const requested = Number(options.resourceVersion);
  if (options.sendInitialEvents) {
    await waitForResourceVersion(cluster, kind.id, requested);
  }
  const { wakeup, remove } = cluster.wakeups.add(kind.id);
  const onClose = () => wakeup.signal();
  response.once('close', onClose);
  const writer = openAnswer(call, { contentType: encoding.watchContentType });
  const endsAt = performance.now() + lifetimeMs(options);
  const bookmark = (
    resourceVersion: number,
    annotations?: Record<string, string>,
  ) => writer.write(encoding.bookmark(String(resourceVersion), annotations));

  try {
    for (const effect of call.effects) {
      if (effect.type === 'errorEvent') {
        const { code, reason, message } = effect;
        const status = {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message,
          reason,
          code,
        };
        await writer.write(encoding.errorEvent(status));
        return;
      }
    }
    let cursor = requested;
    if (
      options.sendInitialEvents ??
      (options.resourceVersion === '' || options.resourceVersion === '0')
    ) {
      const snapshot = store.snapshot(kind.id);
      for (const version of snapshot.range(prefix)) {
        if (matches(version))
          await writer.write(encoding.event('ADDED', version), 1);
      }
      cursor = snapshot.resourceVersion;
      if (options.sendInitialEvents && options.allowWatchBookmarks) {
        await bookmark(cursor, { [INITIAL_EVENTS_END]: 'true' });
      }
    } else if (
      options.resourceVersion === '' ||
      options.resourceVersion === '0'
    ) {
      cursor = store.resourceVersion;
    }
    await writer.flush();

    const start = cursor;
    let nextBookmark = performance.now() + cluster.bookmarkIntervalMs;
    let lastBookmark = endsAt - LAST_BOOKMARK_MS;
    while (!writer.closed && performance.now() < endsAt) {
      // Read together with the events: while they are written, more may happen.
      const present = store.resourceVersion;
      const events = store.table(kind.id).eventsAfter(cursor, BATCH);
      if (events === 'expired') {
        const { status } = expired(
          `too old resource version: ${cursor} (${
            store.table(kind.id).oldestResourceVersion
          })`,
        );
        await writer.write(encoding.errorEvent(status));
        break;
      }
      for (const event of events) {
        const change = changeFor(event, matchesPlace);
        if (change)
          await writer.write(encoding.event(change.type, change.version), 1);
        cursor = event.resourceVersion;
      }
      if (events.length === BATCH) continue;
      // Everything up to the present of this round has been told; a restored store may lie behind the client.
      cursor = Math.max(cursor, present);
      const now = performance.now();
      if (
        options.allowWatchBookmarks &&
        (now >= nextBookmark || now >= lastBookmark)
      ) {
        // As upstream, nothing is repeated that the client said itself: an idle watch has no bookmarks.
        if (cursor > start) await bookmark(cursor);
        if (now >= lastBookmark) lastBookmark = Infinity;
        nextBookmark = now + cluster.bookmarkIntervalMs;
      }
      await writer.flush();
      await wakeup.wait(
        Math.max(1, Math.min(nextBookmark, lastBookmark, endsAt) - now),
      );
    }
  } finally {
    remove();
    response.off('close', onClose);
    await writer.end();
  }
}
