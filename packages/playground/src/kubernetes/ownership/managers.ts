import { sameJson } from './sameJson';
import type { KubeObject, ManagedFieldsEntry } from '../KubeObject';
import { fieldsOf, leavesOf, pathsOf, type PathKey } from './fieldPaths';

/** Who owns which leaves of an object. An Apply and an Update of the same name are different owners. */
export type Manager = {
  name: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource: string;
  time: string;
  paths: Set<PathKey>;
};

export type ManagerId = Pick<
  Manager,
  'name' | 'operation' | 'apiVersion' | 'subresource'
>;

export function isManager(manager: Manager, id: ManagerId): boolean {
  return (
    manager.name === id.name &&
    manager.operation === id.operation &&
    manager.subresource === id.subresource
  );
}

export function readManagers(object: KubeObject): Manager[] {
  return (object.metadata?.managedFields ?? []).map(entry => ({
    name: entry.manager,
    operation: entry.operation,
    apiVersion: entry.apiVersion,
    subresource: entry.subresource ?? '',
    time: entry.time ?? '',
    paths: pathsOf(entry.fieldsV1),
  }));
}

export function ownsSame(
  a: Set<PathKey> | undefined,
  b: Set<PathKey> | undefined,
): boolean {
  return a?.size === b?.size && [...(a ?? [])].every(it => b?.has(it));
}

/** Managers that own nothing any more are forgotten. */
export function writeManagers(object: KubeObject, managers: Manager[]): void {
  const entries = managers
    .filter(it => it.paths.size > 0)
    .map(
      (it): ManagedFieldsEntry => ({
        manager: it.name,
        operation: it.operation,
        apiVersion: it.apiVersion,
        time: it.time,
        fieldsType: 'FieldsV1',
        fieldsV1: fieldsOf(it.paths),
        ...(it.subresource !== '' && { subresource: it.subresource }),
      }),
    );
  object.metadata ??= {};
  if (entries.length > 0) object.metadata.managedFields = entries;
  else delete object.metadata.managedFields;
}

/**
 * Gives the leaves that a create, update or patch changed to the one who wrote them, in place. Nobody keeps a leaf that
 * is gone or that somebody else has changed.
 */
export function recordUpdate(
  object: KubeObject,
  previous: KubeObject | undefined,
  id: ManagerId,
  time: string,
): void {
  const before = previous ? leavesOf(previous) : new Map<PathKey, unknown>();
  const after = leavesOf(object);
  const changed = new Set<PathKey>();
  for (const [path, value] of after) {
    if (!before.has(path) || !sameJson(before.get(path), value))
      changed.add(path);
  }
  const managers = previous ? readManagers(previous) : [];
  for (const manager of managers) {
    for (const path of manager.paths) {
      const isMine = isManager(manager, id);
      if (!after.has(path) || (changed.has(path) && !isMine))
        manager.paths.delete(path);
    }
  }
  if (changed.size > 0) {
    const mine = managers.find(it => isManager(it, id));
    if (mine) {
      for (const path of changed) mine.paths.add(path);
      mine.time = time;
    } else {
      managers.push({ ...id, time, paths: changed });
    }
  }
  writeManagers(object, managers);
}
