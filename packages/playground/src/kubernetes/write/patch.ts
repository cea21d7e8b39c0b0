import type { KubeObject } from '../KubeObject';
import type { KindDefinition } from '../kinds';
import { applyConfiguration } from '../ownership/applyConfiguration';
import {
  JsonPatchError,
  jsonPatch,
  type JsonPatchOperation,
} from '../ownership/jsonPatch';
import { isManager, ownsSame, readManagers } from '../ownership/managers';
import { mergePatch } from '../ownership/mergePatch';
import { sendJson, type ResourceCall } from '../server/Call';
import { contentTypeOf, readBody } from '../server/readBody';
import {
  StatusError,
  badRequest,
  notImplemented,
  unsupportedMediaType,
} from '../server/status';
import { checkNamespace, initialise } from './create';
import { commitChanged, commitNew } from './commit';
import { finishUpdate, mergeIntoExisting } from './update';
import {
  checkType,
  namespaceOf,
  readExisting,
  readWriteOptions,
  timestamp,
} from './WriteRequest';

const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';
const APPLY = 'application/apply-patch+yaml';

function isObject(value: unknown): value is KubeObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function patched(
  contentType: string,
  object: KubeObject,
  body: unknown,
): KubeObject {
  if (contentType === JSON_PATCH) {
    if (!Array.isArray(body))
      throw badRequest(
        'error decoding patch: a JSON patch is a list of operations',
      );
    try {
      return jsonPatch(object, body as JsonPatchOperation[]);
    } catch (cause) {
      if (!(cause instanceof JsonPatchError)) throw cause;
      throw new StatusError(
        422,
        'Invalid',
        `the server rejected our request due to an error in our request: ${cause.message}`,
        {},
      );
    }
  }
  if (!isObject(body))
    throw badRequest('error decoding patch: a merge patch is an object');
  return mergePatch(object, body) as KubeObject;
}

async function serveApply(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  const options = readWriteOptions(call, kind, true);
  if (!kind.applies || call.info.subresource !== '') {
    throw notImplemented(
      `the simulated cluster applies only the kinds that Panorama writes, not ${
        kind.id
      }${
        call.info.subresource && `/${call.info.subresource}`
      }; mark it with applies: true in its KindDefinition`,
    );
  }
  const body = await readBody(call);
  if (!isObject(body))
    throw badRequest(
      'error decoding YAML: an apply configuration is an object',
    );
  checkType(kind, body);
  if (!body.apiVersion || !body.kind) {
    throw badRequest(
      'error decoding YAML: an apply configuration needs apiVersion and kind',
    );
  }
  if (body.metadata?.managedFields)
    throw badRequest('metadata.managedFields must be nil');
  const configuration: KubeObject = { ...body };
  const { cluster, info } = call;
  const time = timestamp(cluster.now());
  const merge = (live: KubeObject) =>
    applyConfiguration({
      live,
      configuration,
      id: options.manager,
      force: options.force,
      time,
    });

  if (!cluster.store.get(kind.id, namespaceOf(call, kind), info.name)) {
    checkNamespace(call, kind);
    const identity = initialise(call, kind, {
      apiVersion: body.apiVersion,
      kind: body.kind,
      metadata: { name: info.name },
    });
    await sendJson(call, commitNew(call, kind, merge(identity), options), 201);
    return;
  }
  const existing = readExisting(call, kind);
  const result = merge(existing.object);
  const managedFields = result.metadata?.managedFields;
  const merged = mergeIntoExisting(
    kind,
    existing,
    {
      ...result,
      metadata: {
        ...result.metadata,
        name: info.name,
        resourceVersion: body.metadata?.resourceVersion,
        uid: body.metadata?.uid,
      },
    },
    '',
  );
  merged.metadata = { ...merged.metadata, managedFields };
  const mine = (object: KubeObject) =>
    readManagers(object).find(it => isManager(it, options.manager))?.paths;
  const ownershipChanged = !ownsSame(mine(existing.object), mine(merged));
  await sendJson(
    call,
    commitChanged(call, kind, existing, merged, options, ownershipChanged),
  );
}

export async function servePatch(
  call: ResourceCall,
  kind: KindDefinition,
): Promise<void> {
  const contentType = contentTypeOf(call);
  if (contentType === APPLY) {
    await serveApply(call, kind);
    return;
  }
  if (contentType === STRATEGIC) {
    throw notImplemented(
      `the simulated cluster has no strategic merge patch; send ${MERGE} or ${APPLY}`,
    );
  }
  if (contentType !== MERGE && contentType !== JSON_PATCH) {
    throw unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: ${[
        JSON_PATCH,
        MERGE,
        STRATEGIC,
        APPLY,
      ].join(', ')}`,
    );
  }
  readWriteOptions(call, kind);
  const body = await readBody(call);
  const existing = readExisting(call, kind);
  await finishUpdate(
    call,
    kind,
    existing,
    patched(contentType, existing.object, body),
  );
}
