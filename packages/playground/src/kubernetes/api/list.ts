import type { KindDefinition } from '../kinds';
import type { StoredVersion } from '../KubeObject';
import { openAnswer, type ResourceCall } from '../server/Call';
import { badRequest, expired, tooLargeResourceVersion } from '../server/status';
import {
  keyOfVersion,
  namespacePrefix,
  type Snapshot,
} from '../store/Snapshot';
import { decodeContinue, encodeContinue } from './continueToken';
import { readListOptions, type ListOptions } from './listOptions';
import { negotiateEncoding } from './negotiate';
import type { ListMetadata } from './ObjectEncoding';
import { waitForResourceVersion } from './waitForResourceVersion';

const EXPIRED = 'The resourceVersion for the provided list is too old.';
const INCONSISTENT_CONTINUE =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
  'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
  'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
  'deleted between the time the first chunk was returned and now may show up in the list.';

/** Which state to read, and from which key. */
async function chooseSnapshot(
  call: ResourceCall,
  kind: KindDefinition,
  options: ListOptions,
): Promise<{ snapshot: Snapshot; start: string }> {
  const { store } = call.cluster;
  const { resourceVersion, resourceVersionMatch, limit, continueToken } =
    options;
  if (continueToken !== '') {
    if (resourceVersion !== '' && resourceVersion !== '0') {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    const point = decodeContinue(continueToken);
    if (point.resourceVersion < 0)
      return { snapshot: store.snapshot(kind.id), start: point.start };
    const snapshot = store.snapshotAt(kind.id, point.resourceVersion);
    if (!snapshot) {
      throw expired(
        INCONSISTENT_CONTINUE,
        encodeContinue({ resourceVersion: -1, start: point.start }),
      );
    }
    return { snapshot, start: point.start };
  }
  if (resourceVersion === '' || resourceVersion === '0') {
    return { snapshot: store.snapshot(kind.id), start: '' };
  }
  const wanted = Number(resourceVersion);
  await waitForResourceVersion(call.cluster, kind.id, wanted);
  // A resourceVersion with a limit and no match has meant "exactly this one" since before matches existed.
  if (
    resourceVersionMatch === 'Exact' ||
    (resourceVersionMatch === '' && limit > 0)
  ) {
    if (wanted > store.resourceVersion)
      throw tooLargeResourceVersion(wanted, store.resourceVersion);
    const snapshot = store.snapshotAt(kind.id, wanted);
    if (!snapshot) throw expired(EXPIRED);
    return { snapshot, start: '' };
  }
  return { snapshot: store.snapshot(kind.id), start: '' };
}

/** Serves a list as a stream: the body is never held as a whole, and items are rendered one by one. */
export async function serveList(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  const options = readListOptions(call, kind);
  const encoding = negotiateEncoding(call, kind);
  const { snapshot, start } = await chooseSnapshot(call, kind, options);
  const prefix = namespacePrefix(call.info.namespace);
  const matching = {
    [Symbol.iterator]: () =>
      filtered(snapshot.range(prefix, start), options.matches),
  };
  const { items, next } =
    options.limit > 0
      ? firstPage(matching, options.limit)
      : { items: matching, next: undefined };
  if (next !== undefined) call.cluster.store.table(kind.id).remember(snapshot);
  const metadata: ListMetadata = {
    resourceVersion: String(snapshot.resourceVersion),
    ...(next !== undefined && {
      continue: encodeContinue({
        resourceVersion: snapshot.resourceVersion,
        start: next,
      }),
      // Only without a selector is the number cheap enough to be exact.
      ...(!options.matches && {
        remainingItemCount: snapshot.count(prefix, next),
      }),
    }),
  };

  const writer = openAnswer(call, {
    contentType: encoding.contentType,
    mayCompress: true,
  });
  for (const { bytes, objects } of encoding.list(items, metadata)) {
    await writer.write(bytes, objects);
  }
  await writer.end();
}

function* filtered(
  versions: Iterable<StoredVersion>,
  matches: ListOptions['matches'],
): Generator<StoredVersion> {
  for (const version of versions) {
    if (!matches || matches(version.object)) yield version;
  }
}

/** At most `limit` items, and the key to go on from when there are more. */
function firstPage(
  versions: Iterable<StoredVersion>,
  limit: number,
): { items: StoredVersion[]; next: string | undefined } {
  const items: StoredVersion[] = [];
  for (const version of versions) {
    if (items.length === limit) {
      // The smallest key after the last one that is sent.
      return { items, next: `${keyOfVersion(items[limit - 1])}\0` };
    }
    items.push(version);
  }
  return { items, next: undefined };
}
