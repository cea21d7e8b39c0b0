import type { KubeObject, StoredVersion } from '../KubeObject';
import type { KindDefinition } from '../kinds';
import { apiVersionOf } from '../kinds';
import type { ManagerId } from '../ownership/managers';
import { renderVersion } from '../api/renderVersion';
import type { ResourceCall } from '../server/Call';
import {
  badRequest,
  forbiddenValue,
  invalidOptions,
  notFound,
  notSupportedValue,
  required,
} from '../server/status';

/** The query options that all writes share. */
export type WriteOptions = {
  dryRun: boolean;
  force: boolean;
  manager: ManagerId;
};

const MAX_MANAGER_LENGTH = 128;

/** Reads and checks them. @throws StatusError 422 */
export function readWriteOptions(
  call: ResourceCall,
  kind: KindDefinition,
  isApply = false,
): WriteOptions {
  const { query, request, info } = call;
  const optionsKind = {
    create: 'CreateOptions',
    update: 'UpdateOptions',
    patch: 'PatchOptions',
  }[info.verb as string];
  const complain = (error: Parameters<typeof invalidOptions>[1][number]) =>
    invalidOptions(optionsKind ?? 'DeleteOptions', [error]);
  const dryRun = query.getAll('dryRun').filter(it => it !== '');
  const unknown = dryRun.find(it => it !== 'All');
  if (unknown !== undefined)
    throw complain(notSupportedValue('dryRun', dryRun, ['All']));
  const fieldManager = query.get('fieldManager') ?? '';
  const force = query.get('force');
  if (isApply && fieldManager === '')
    throw complain(required('fieldManager', 'is required for apply patch'));
  if (!isApply && force !== null && info.verb === 'patch') {
    throw complain(
      forbiddenValue('force', 'may not be specified for non-apply patch'),
    );
  }
  const agent = String(request.headers['user-agent'] ?? 'unknown').split(
    '/',
  )[0];
  return {
    dryRun: dryRun.length > 0,
    force: force === 'true' || force === '1',
    manager: {
      name: (fieldManager || agent).slice(0, MAX_MANAGER_LENGTH),
      operation: isApply ? 'Apply' : 'Update',
      apiVersion: apiVersionOf(kind),
      subresource: info.subresource,
    },
  };
}

/** Where the object of a call lies in the store. */
export function namespaceOf(call: ResourceCall, kind: KindDefinition): string {
  return kind.namespaced ? call.info.namespace : '';
}

/** The stored object of a call, with a copy that may be changed. @throws StatusError 404 */
export function readExisting(
  call: ResourceCall,
  kind: KindDefinition,
): { version: StoredVersion; object: KubeObject } {
  const { name } = call.info;
  const version = call.cluster.store.version(
    kind.id,
    namespaceOf(call, kind),
    name,
  );
  if (!version) throw notFound(kind, name);
  return { version, object: structuredClone(renderVersion(kind, version)) };
}

/** @throws StatusError 400 when the body is of another kind */
export function checkType(kind: KindDefinition, object: KubeObject): void {
  const apiVersion = apiVersionOf(kind);
  if (object.kind !== undefined && object.kind !== kind.kind) {
    throw badRequest(
      `${object.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: no kind "${object.kind}" is registered`,
    );
  }
  if (object.apiVersion !== undefined && object.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
}

/** Kubernetes writes times in whole seconds of UTC. */
export function timestamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}
