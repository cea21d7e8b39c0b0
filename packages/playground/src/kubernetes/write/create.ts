import { randomUUID } from 'node:crypto';
import type { KubeObject } from '../KubeObject';
import type { KindDefinition } from '../kinds';
import { recordUpdate } from '../ownership/managers';
import { sendJson, type ResourceCall } from '../server/Call';
import { readObject } from '../server/readBody';
import {
  StatusError,
  alreadyExists,
  badRequest,
  notFound,
} from '../server/status';
import { commitNew } from './commit';
import { checkName, generateName } from './names';
import {
  checkType,
  namespaceOf,
  readWriteOptions,
  timestamp,
} from './WriteRequest';

/** What the server fills in for kinds whose life starts with it. */
function withDefaults(kind: KindDefinition, object: KubeObject): void {
  if (kind.id === 'namespaces') {
    object.metadata = {
      ...object.metadata,
      labels: {
        ...object.metadata?.labels,
        'kubernetes.io/metadata.name': object.metadata?.name ?? '',
      },
    };
    object.spec ??= { finalizers: ['kubernetes'] };
    object.status = { phase: 'Active' };
  } else if (kind.id === 'pods') {
    object.status = {
      phase: 'Pending',
      ...(object.status as object | undefined),
    };
  } else if (kind.status && object.status === undefined) {
    object.status = {};
  }
}

/** @throws StatusError 403 while the namespace is being deleted, 404 when it does not exist */
export function checkNamespace(call: ResourceCall, kind: KindDefinition): void {
  const namespace = namespaceOf(call, kind);
  if (namespace === '') return;
  const found = call.cluster.store.get('namespaces', '', namespace);
  if (!found) throw notFound({ group: '', plural: 'namespaces' }, namespace);
  const { deletionTimestamp } = (found.render() as KubeObject).metadata ?? {};
  if (deletionTimestamp) {
    throw new StatusError(
      403,
      'Forbidden',
      `${kind.plural} is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
      {
        kind: kind.plural,
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      },
    );
  }
}

/** Fills in identity and what the kind's defaults say. */
export function initialise(
  call: ResourceCall,
  kind: KindDefinition,
  object: KubeObject,
): KubeObject {
  const namespace = namespaceOf(call, kind);
  const { name, generateName: base } = object.metadata ?? {};
  const created: KubeObject = {
    ...object,
    metadata: {
      ...object.metadata,
      ...(!name && base && { name: generateName(base) }),
      ...(namespace !== '' && { namespace }),
      uid: randomUUID(),
      creationTimestamp: timestamp(call.cluster.now()),
    },
  };
  checkName(kind, created);
  withDefaults(kind, created);
  return created;
}

export async function serveCreate(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  const options = readWriteOptions(call, kind);
  const body = await readObject(call);
  checkType(kind, body);
  const namespace = namespaceOf(call, kind);
  if (kind.namespaced && namespace === '') {
    throw badRequest('an empty namespace may not be set during creation');
  }
  if (body.metadata?.namespace && body.metadata.namespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (body.metadata?.resourceVersion) {
    throw new StatusError(
      500,
      'InternalError',
      'resourceVersion should not be set on objects to be created',
    );
  }
  checkNamespace(call, kind);
  const object = initialise(call, kind, body);
  const name = object.metadata?.name ?? '';
  if (call.cluster.store.get(kind.id, namespace, name))
    throw alreadyExists(kind, name);
  delete object.metadata?.managedFields;
  recordUpdate(
    object,
    undefined,
    options.manager,
    timestamp(call.cluster.now()),
  );
  await sendJson(call, commitNew(call, kind, object, options), 201);
}
