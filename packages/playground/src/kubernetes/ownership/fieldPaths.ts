import type { KubeObject } from '../KubeObject';

/**
 * One step of a path, written as in FieldsV1: `f:image` a field, `k:{"name":"app"}` the item of a list with that name.
 */
export type PathStep = string;

/** Steps joined by a line end, which no step contains: a path that can be the key of a Map. */
export type PathKey = string;

const SEPARATOR = '\n';

/**
 * Written as a whole, although they look like something with parts. Source: the `x-kubernetes-map-type: atomic` and
 * `x-kubernetes-list-type: atomic` marks of the kinds that we apply.
 */
const ATOMIC = new Set([
  'subjects',
  'rules',
  'roleRef',
  'selector',
  'podSelector',
  'namespaceSelector',
  'nodeSelector',
]);

/** Identity and bookkeeping belong to the server, not to a manager. */
const UNOWNED_METADATA = new Set([
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
]);

type Json = unknown;
type JsonObject = { [key: string]: Json };

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: Json): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 0
  );
}

/** Lists whose items all have distinct names are merged by name; every other list is one value. */
export function isNamedList(
  value: Json,
): value is Array<JsonObject & { name: string }> {
  if (!Array.isArray(value) || value.length === 0) return false;
  const names = value.map(it => (isObject(it) ? it.name : undefined));
  return (
    names.every(it => typeof it === 'string') &&
    new Set(names).size === names.length
  );
}

function collect(
  value: Json,
  steps: PathStep[],
  leaves: Map<PathKey, Json>,
): void {
  const field = steps.at(-1)?.slice(2) ?? '';
  if (!ATOMIC.has(field)) {
    if (isObject(value) && Object.keys(value).length > 0) {
      for (const [key, child] of Object.entries(value)) {
        collect(child, [...steps, `f:${key}`], leaves);
      }
      return;
    }
    if (isNamedList(value)) {
      for (const item of value) {
        collect(
          item,
          [...steps, `k:${JSON.stringify({ name: item.name })}`],
          leaves,
        );
      }
      return;
    }
  }
  leaves.set(steps.join(SEPARATOR), value);
}

/** Every leaf of an object that a manager can own, with its value. */
export function leavesOf(object: KubeObject): Map<PathKey, Json> {
  const {
    apiVersion: _apiVersion,
    kind: _kind,
    metadata = {},
    ...content
  } = object;
  const owned = Object.fromEntries(
    Object.entries(metadata).filter(([key]) => !UNOWNED_METADATA.has(key)),
  );
  const leaves = new Map<PathKey, Json>();
  if (Object.keys(owned).length > 0) collect(owned, ['f:metadata'], leaves);
  for (const [key, value] of Object.entries(content))
    collect(value, [`f:${key}`], leaves);
  return leaves;
}

function nameOfStep(step: PathStep): string {
  return (JSON.parse(step.slice(2)) as { name: string }).name;
}

function childAt(parent: Json, step: PathStep): Json {
  if (step.startsWith('k:')) {
    return Array.isArray(parent)
      ? parent.find(it => isObject(it) && it.name === nameOfStep(step))
      : undefined;
  }
  return isObject(parent) ? parent[step.slice(2)] : undefined;
}

function putChild(parent: Json, step: PathStep, value: Json): void {
  if (step.startsWith('f:')) {
    (parent as JsonObject)[step.slice(2)] = value;
    return;
  }
  const list = parent as JsonObject[];
  const index = list.findIndex(
    it => isObject(it) && it.name === nameOfStep(step),
  );
  if (index < 0) list.push(value as JsonObject);
  else list[index] = value as JsonObject;
}

/** Sets one leaf in place, making the parents that are missing. */
export function setLeaf(object: KubeObject, path: PathKey, value: Json): void {
  const steps = path.split(SEPARATOR);
  let parent: Json = object;
  steps.forEach((step, index) => {
    const following = steps[index + 1];
    let child = childAt(parent, step);
    if (following === undefined) {
      // "Let there be a map" takes nothing from the map that is there.
      const asksForNothing =
        isObject(value) && isEmpty(value) && isObject(child);
      if (!asksForNothing) putChild(parent, step, structuredClone(value));
      return;
    }
    const wantsList = following.startsWith('k:');
    if (wantsList ? !Array.isArray(child) : !isObject(child)) {
      const fresh = step.startsWith('k:') ? { name: nameOfStep(step) } : {};
      child = wantsList ? [] : fresh;
      putChild(parent, step, child);
    }
    parent = child;
  });
}

/** Whether a path is the name by which a list item is found. */
function isItemName(steps: PathStep[]): boolean {
  return steps.at(-1) === 'f:name' && steps.at(-2)?.startsWith('k:') === true;
}

function removeLeaf(object: KubeObject, steps: PathStep[]): void {
  const parents: Json[] = [object];
  for (const step of steps.slice(0, -1))
    parents.push(childAt(parents.at(-1), step));
  const item = parents.at(-1);
  // An item that still says something else, of another manager, keeps its name.
  if (isItemName(steps) && isObject(item) && Object.keys(item).length > 1)
    return;
  for (let i = steps.length - 1; i >= 0; i -= 1) {
    const parent = parents[i];
    // Taken from the way down: an item that has lost its name cannot be looked up again.
    const child = parents[i + 1];
    if (i < steps.length - 1 && !isEmpty(child)) return;
    if (Array.isArray(parent)) {
      const index = parent.indexOf(child);
      if (index >= 0) parent.splice(index, 1);
    } else if (isObject(parent)) {
      delete parent[steps[i].slice(2)];
    }
  }
}

/** Removes leaves in place, and the parents that are empty without them. */
export function removeLeaves(
  object: KubeObject,
  paths: Iterable<PathKey>,
): void {
  const all = [...paths].map(it => it.split(SEPARATOR));
  // Items are found by their names: those go last, inner ones first.
  const rank = (steps: PathStep[]) =>
    isItemName(steps) ? 1_000 - steps.length : 0;
  for (const steps of all.sort((a, b) => rank(a) - rank(b)))
    removeLeaf(object, steps);
}

/** Whether one of the paths is this one or leads through it. */
export function reaches(paths: Set<PathKey>, path: PathKey): boolean {
  if (paths.has(path)) return true;
  const below = path + SEPARATOR;
  for (const it of paths) if (it.startsWith(below)) return true;
  return false;
}

/** FieldsV1: the tree of steps, with a dot for a list item itself. */
export function fieldsOf(paths: Iterable<PathKey>): JsonObject {
  const root: JsonObject = {};
  for (const path of [...paths].sort()) {
    let node = root;
    for (const step of path.split(SEPARATOR)) {
      node[step] ??= step.startsWith('k:') ? { '.': {} } : {};
      node = node[step] as JsonObject;
    }
  }
  return root;
}

/** The leaves of a FieldsV1 tree. */
export function pathsOf(
  fields: JsonObject,
  steps: PathStep[] = [],
): Set<PathKey> {
  const paths = new Set<PathKey>();
  const children = Object.entries(fields).filter(([step]) => step !== '.');
  if (children.length === 0 && steps.length > 0)
    paths.add(steps.join(SEPARATOR));
  for (const [step, child] of children) {
    for (const path of pathsOf(child as JsonObject, [...steps, step]))
      paths.add(path);
  }
  return paths;
}

/** As upstream prints it: `.spec.containers[name="app"].image`. */
export function printPath(path: PathKey): string {
  return path
    .split(SEPARATOR)
    .map(step =>
      step.startsWith('k:')
        ? `[name=${JSON.stringify(nameOfStep(step))}]`
        : `.${step.slice(2)}`,
    )
    .join('');
}
