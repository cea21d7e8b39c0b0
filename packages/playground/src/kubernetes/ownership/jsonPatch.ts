import { sameJson } from './sameJson';

type Json = unknown;

/** A patch that does not fit the object; the server answers 422. */
export class JsonPatchError extends Error {
  override name = 'JsonPatchError';
}

export type JsonPatchOperation = {
  op: string;
  path: string;
  from?: string;
  value?: Json;
};

function steps(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/'))
    throw new JsonPatchError(
      `the pointer ${JSON.stringify(pointer)} must start with /`,
    );
  return pointer
    .slice(1)
    .split('/')
    .map(it => it.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function at(value: Json, pointer: string): Json {
  let here = value;
  for (const step of steps(pointer)) {
    if (
      typeof here !== 'object' ||
      here === null ||
      !Object.hasOwn(here, step)
    ) {
      throw new JsonPatchError(`nothing is at ${JSON.stringify(pointer)}`);
    }
    here = (here as Record<string, Json>)[step];
  }
  return here;
}

function parentOf(
  root: Json,
  pointer: string,
): { parent: Record<string, Json> | Json[]; key: string } {
  const all = steps(pointer);
  const key = all.pop();
  if (key === undefined)
    throw new JsonPatchError('the whole object cannot be replaced');
  const parent = at(root, pointer.slice(0, pointer.lastIndexOf('/')));
  if (typeof parent !== 'object' || parent === null) {
    throw new JsonPatchError(`nothing can be at ${JSON.stringify(pointer)}`);
  }
  return { parent: parent as Record<string, Json> | Json[], key };
}

function add(root: Json, pointer: string, value: Json): void {
  const { parent, key } = parentOf(root, pointer);
  if (!Array.isArray(parent)) {
    parent[key] = value;
    return;
  }
  const index = key === '-' ? parent.length : Number(key);
  if (!Number.isInteger(index) || index < 0 || index > parent.length) {
    throw new JsonPatchError(`there is no place ${JSON.stringify(pointer)}`);
  }
  parent.splice(index, 0, value);
}

function remove(root: Json, pointer: string): Json {
  const value = at(root, pointer);
  const { parent, key } = parentOf(root, pointer);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return value;
}

/** JSON patch, RFC 6902. Changes nothing in `target`. @throws JsonPatchError */
export function jsonPatch<T>(target: T, operations: JsonPatchOperation[]): T {
  const result = structuredClone(target);
  for (const { op, path, from = '', value } of operations) {
    if (op === 'add') add(result, path, structuredClone(value));
    else if (op === 'remove') remove(result, path);
    else if (op === 'replace') {
      remove(result, path);
      add(result, path, structuredClone(value));
    } else if (op === 'move') add(result, path, remove(result, from));
    else if (op === 'copy')
      add(result, path, structuredClone(at(result, from)));
    else if (op === 'test') {
      if (!sameJson(at(result, path), value)) {
        throw new JsonPatchError(
          `the value at ${JSON.stringify(path)} is another`,
        );
      }
    } else throw new JsonPatchError(`unknown operation ${JSON.stringify(op)}`);
  }
  return result;
}
