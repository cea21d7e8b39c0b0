import { sameJson } from '../ownership/sameJson';
import { renderVersion } from '../api/renderVersion';
import {
  storedObject,
  type KubeObject,
  type StoredVersion,
} from '../KubeObject';
import type { KindDefinition } from '../kinds';
import type { ResourceCall } from '../server/Call';
import type { WriteOptions } from './WriteRequest';

/** What changes when somebody writes, apart from what they wrote. */
function withoutBookkeeping({ metadata = {}, ...rest }: KubeObject): object {
  const {
    managedFields: _managedFields,
    resourceVersion: _version,
    generation: _generation,
    ...kept
  } = metadata;
  return { ...rest, metadata: kept };
}

function countsForGeneration({
  metadata: _metadata,
  status: _status,
  ...rest
}: KubeObject): object {
  return rest;
}

/** Stores an object and reads it back; a dry run only shows what would be stored. */
function put(
  call: ResourceCall,
  kind: KindDefinition,
  object: KubeObject,
  options: WriteOptions,
): KubeObject {
  const { store } = call.cluster;
  const stored = storedObject(object);
  if (options.dryRun) return { ...object };
  const resourceVersion = store.upsert(kind.id, stored, 'api');
  return renderVersion(kind, { object: stored, resourceVersion });
}

/** Stores a new object. In a dry run it has a uid and no resourceVersion. */
export function commitNew(
  call: ResourceCall,
  kind: KindDefinition,
  object: KubeObject,
  options: WriteOptions,
): KubeObject {
  if (kind.generation) object.metadata = { ...object.metadata, generation: 1 };
  delete object.metadata?.resourceVersion;
  return put(call, kind, object, options);
}

/**
 * Stores a changed object. One that is the same but for bookkeeping is not written: the resourceVersion stays, and no
 * watcher hears of it. One that is only waiting for its finalizers goes when the last is gone.
 */
export function commitChanged(
  call: ResourceCall,
  kind: KindDefinition,
  existing: { version: StoredVersion; object: KubeObject },
  object: KubeObject,
  options: WriteOptions,
  ownershipChanged = false,
): KubeObject {
  const { store } = call.cluster;
  if (
    !ownershipChanged &&
    sameJson(withoutBookkeeping(existing.object), withoutBookkeeping(object))
  ) {
    return existing.object;
  }
  if (
    kind.generation &&
    !sameJson(countsForGeneration(existing.object), countsForGeneration(object))
  ) {
    object.metadata = {
      ...object.metadata,
      generation: (existing.object.metadata?.generation ?? 0) + 1,
    };
  }
  const {
    deletionTimestamp,
    deletionGracePeriodSeconds,
    finalizers,
    name = '',
    namespace = '',
  } = object.metadata ?? {};
  if (
    deletionTimestamp &&
    !finalizers?.length &&
    !deletionGracePeriodSeconds &&
    !options.dryRun
  ) {
    store.delete(kind.id, namespace, name, 'api');
    return object;
  }
  if (options.dryRun) return object;
  return put(call, kind, object, options);
}
