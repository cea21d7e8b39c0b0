import { renderVersion } from '../api/renderVersion';
import { readListOptions } from '../api/listOptions';
import {
  storedObject,
  type KubeObject,
  type StoredVersion,
} from '../KubeObject';
import { apiVersionOf, type KindDefinition } from '../kinds';
import { sendJson, type ResourceCall } from '../server/Call';
import { readBody } from '../server/readBody';
import { conflict, deletedStatus } from '../server/status';
import { namespacePrefix } from '../store/Snapshot';
import {
  namespaceOf,
  readExisting,
  readWriteOptions,
  timestamp,
} from './WriteRequest';

type DeleteOptions = {
  dryRun?: string[];
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
};

/** Answer with the object instead of a Status. Source: `ReturnDeletedObject: true` in pkg/registry. */
const RETURNS_OBJECT = new Set([
  'namespaces',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'resourcequotas',
  'serviceaccounts',
  'services',
  'storageclasses.storage.k8s.io',
]);

const DEFAULT_POD_GRACE_S = 30;

/** A simulated kubelet does not need the whole grace period to end a container. */
const TERMINATION_MS = 1_000;

async function readDeleteOptions(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<DeleteOptions & { dryRunAll: boolean }> {
  const { dryRun } = readWriteOptions(call, kind);
  const body = ((await readBody(call)) ?? {}) as DeleteOptions;
  const grace = call.query.get('gracePeriodSeconds');
  return {
    ...body,
    ...(grace !== null &&
      grace !== '' && { gracePeriodSeconds: Number(grace) }),
    dryRunAll: dryRun || body.dryRun?.includes('All') === true,
  };
}

/** Source: BeforeDelete in apiserver pkg/registry/rest/delete.go, which names the kind and not the resource. */
function checkPreconditions(
  kind: KindDefinition,
  object: KubeObject,
  { preconditions }: DeleteOptions,
): void {
  const { name = '', uid = '', resourceVersion = '' } = object.metadata ?? {};
  const refuse = (
    what: string,
    wanted: string,
    present: string,
    guess: string,
  ) =>
    conflict(
      { group: kind.group, plural: kind.kind },
      name,
      `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${present}). The object might have been ${guess}`,
    );
  const { uid: wantedUid, resourceVersion: wantedVersion } =
    preconditions ?? {};
  if (wantedUid && wantedUid !== uid) {
    throw refuse('UID', wantedUid, uid, 'deleted and then recreated');
  }
  if (wantedVersion && wantedVersion !== resourceVersion) {
    throw refuse('ResourceVersion', wantedVersion, resourceVersion, 'modified');
  }
}

/** Pods on a node end in their own time; all others at once. */
function graceSeconds(
  kind: KindDefinition,
  object: KubeObject,
  options: DeleteOptions,
): number {
  if (kind.id !== 'pods') return 0;
  const spec = object.spec as
    | { nodeName?: string; terminationGracePeriodSeconds?: number }
    | undefined;
  const { phase } = (object.status as { phase?: string } | undefined) ?? {};
  if (!spec?.nodeName || phase === 'Succeeded' || phase === 'Failed') return 0;
  return (
    options.gracePeriodSeconds ??
    spec.terminationGracePeriodSeconds ??
    DEFAULT_POD_GRACE_S
  );
}

/** Everything inside a namespace goes with it; the namespace controller of a real cluster takes longer. */
function deleteContent(call: ResourceCall, namespace: string): void {
  const { store, kinds } = call.cluster;
  for (const kind of kinds.all().filter(it => it.namespaced)) {
    for (const { name } of [...store.list(kind.id, namespace)])
      store.delete(kind.id, namespace, name, 'api');
  }
}

/** Deletes or begins to. @returns the object as it is now, and whether it is gone */
function deleteOne(
  call: ResourceCall,
  kind: KindDefinition,
  version: StoredVersion,
  options: DeleteOptions & { dryRunAll: boolean },
): { object: KubeObject; gone: boolean } {
  const { store, now } = call.cluster;
  const object = structuredClone(renderVersion(kind, version));
  checkPreconditions(kind, object, options);
  const {
    name = '',
    namespace = '',
    uid,
    finalizers,
    deletionTimestamp,
  } = object.metadata ?? {};
  const grace = graceSeconds(kind, object, options);
  if (grace > 0 || finalizers?.length) {
    if (deletionTimestamp) return { object, gone: false };
    const ends = new Date(now().getTime() + grace * 1000);
    object.metadata = {
      ...object.metadata,
      deletionTimestamp: timestamp(ends),
      deletionGracePeriodSeconds: grace,
    };
    if (options.dryRunAll) return { object, gone: false };
    const stored = storedObject(object);
    const resourceVersion = store.upsert(kind.id, stored, 'api');
    if (grace > 0 && !finalizers?.length) {
      setTimeout(() => {
        if (store.get(kind.id, namespace, name)?.uid === uid)
          store.delete(kind.id, namespace, name, 'api');
      }, Math.min(grace * 1000, TERMINATION_MS)).unref();
    }
    return {
      object: renderVersion(kind, { object: stored, resourceVersion }),
      gone: false,
    };
  }
  if (!options.dryRunAll) {
    if (kind.id === 'namespaces') deleteContent(call, name);
    store.delete(kind.id, namespace, name, 'api');
  }
  return { object, gone: true };
}

export async function serveDelete(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  const options = await readDeleteOptions(call, kind);
  const { version } = readExisting(call, kind);
  const { object, gone } = deleteOne(call, kind, version, options);
  const { name = '', uid = '' } = object.metadata ?? {};
  await sendJson(
    call,
    gone && !RETURNS_OBJECT.has(kind.id)
      ? deletedStatus(kind, name, uid)
      : object,
  );
}

/** Deletes what a list with the same query would show, and answers with that list. */
export async function serveDeleteCollection(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  const options = await readDeleteOptions(call, kind);
  const { matches } = readListOptions(call, kind);
  const snapshot = call.cluster.store.snapshot(kind.id);
  const items = [
    ...snapshot.range(namespacePrefix(namespaceOf(call, kind))),
  ].filter(it => matches?.(it.object) ?? true);
  const deleted = items.map(it => deleteOne(call, kind, it, options).object);
  await sendJson(call, {
    kind: `${kind.kind}List`,
    apiVersion: apiVersionOf(kind),
    metadata: { resourceVersion: String(snapshot.resourceVersion) },
    items: deleted,
  });
}
