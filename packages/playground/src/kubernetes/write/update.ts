import type { KubeObject, StoredVersion } from '../KubeObject';
import type { KindDefinition } from '../kinds';
import { recordUpdate } from '../ownership/managers';
import { sendJson, type ResourceCall } from '../server/Call';
import { readObject } from '../server/readBody';
import { badRequest, conflict, invalid } from '../server/status';
import { commitChanged } from './commit';
import {
  checkType,
  readExisting,
  readWriteOptions,
  timestamp,
} from './WriteRequest';

const OPTIMISTIC_LOCK =
  'the object has been modified; please apply your changes to the latest version and try again';

/** Decided at creation or by the server; a write cannot change them. */
const SERVER_METADATA = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'managedFields',
  'resourceVersion',
] as const;

/**
 * What a write really changes: the server's own metadata stays, and object and status are written apart.
 * @throws StatusError 400 for another name, 409 for another uid or resourceVersion
 */
export function mergeIntoExisting(
  kind: KindDefinition,
  existing: { version: StoredVersion; object: KubeObject },
  written: KubeObject,
  subresource: string,
): KubeObject {
  const before = existing.object.metadata ?? {};
  const { name, namespace, uid, resourceVersion } = written.metadata ?? {};
  const { name: liveName = '' } = before;
  if ((name ?? '') !== liveName) {
    throw badRequest(
      `the name of the object (${
        name ?? ''
      }) does not match the name on the URL (${liveName})`,
    );
  }
  if (namespace && before.namespace && namespace !== before.namespace) {
    throw badRequest(
      `the namespace of the object (${namespace}) does not match the namespace on the request (${before.namespace})`,
    );
  }
  if (uid && uid !== before.uid) {
    throw conflict(
      kind,
      liveName,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${
        before.uid ?? ''
      }`,
    );
  }
  if (resourceVersion && resourceVersion !== before.resourceVersion) {
    throw conflict(kind, liveName, OPTIMISTIC_LOCK);
  }
  const metadata = { ...written.metadata };
  for (const field of SERVER_METADATA) {
    if (before[field] === undefined) delete metadata[field];
    else Object.assign(metadata, { [field]: before[field] });
  }
  if (subresource === 'status') {
    return { ...existing.object, metadata, status: written.status };
  }
  const merged: KubeObject = {
    ...written,
    kind: kind.kind,
    apiVersion: existing.object.apiVersion,
    metadata,
  };
  if (kind.status) {
    if (existing.object.status === undefined) delete merged.status;
    else merged.status = existing.object.status;
  }
  return merged;
}

/** Stores what a PUT or a patch made of an object, and answers with the result. */
export async function finishUpdate(
  call: ResourceCall,
  kind: KindDefinition,
  existing: { version: StoredVersion; object: KubeObject },
  written: KubeObject,
): Promise<void> {
  const options = readWriteOptions(call, kind);
  const merged = mergeIntoExisting(
    kind,
    existing,
    written,
    call.info.subresource,
  );
  recordUpdate(
    merged,
    existing.object,
    options.manager,
    timestamp(call.cluster.now()),
  );
  await sendJson(call, commitChanged(call, kind, existing, merged, options));
}

export async function serveUpdate(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  readWriteOptions(call, kind);
  const body = await readObject(call);
  checkType(kind, body);
  const { name } = call.info;
  if (body.metadata?.name !== name) {
    throw badRequest(
      `the name of the object (${
        body.metadata?.name ?? ''
      }) does not match the name on the URL (${name})`,
    );
  }
  const existing = readExisting(call, kind);
  // Custom resources cannot be replaced blindly (AllowUnconditionalUpdate is false for them).
  if (kind.custom && !body.metadata?.resourceVersion) {
    throw invalid(kind, name, [
      {
        reason: 'FieldValueInvalid',
        field: 'metadata.resourceVersion',
        message: 'Invalid value: 0: must be specified for an update',
      },
    ]);
  }
  await finishUpdate(call, kind, existing, body);
}
