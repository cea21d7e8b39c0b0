import { sameJson } from './sameJson';
import type { KubeObject } from '../KubeObject';
import { StatusError, type StatusCause } from '../server/status';
import {
  leavesOf,
  printPath,
  reaches,
  removeLeaves,
  setLeaf,
  type PathKey,
} from './fieldPaths';
import {
  isManager,
  ownsSame,
  readManagers,
  writeManagers,
  type Manager,
  type ManagerId,
} from './managers';

type Conflict = { manager: Manager; path: PathKey };

/** Source: managedfields/internal/conflict.go, printManager. */
function printManager({
  name,
  operation,
  subresource,
  apiVersion,
  time,
}: Manager): string {
  const who =
    JSON.stringify(name) +
    (subresource ? ` with subresource ${JSON.stringify(subresource)}` : '');
  if (operation === 'Apply') return who;
  return time === ''
    ? `${who} using ${apiVersion}`
    : `${who} using ${apiVersion} at ${time}`;
}

function conflictError(conflicts: Conflict[]): StatusError {
  const causes = conflicts.map(
    ({ manager, path }): StatusCause => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${printManager(manager)}`,
      field: printPath(path),
    }),
  );
  if (conflicts.length === 1) {
    const [{ message, field }] = causes;
    return new StatusError(
      409,
      'Conflict',
      `Apply failed with 1 conflict: ${message}: ${field}`,
      { causes },
    );
  }
  const byManager = new Map<string, string[]>();
  for (const { manager, path } of conflicts) {
    const who = printManager(manager);
    byManager.set(who, [...(byManager.get(who) ?? []), printPath(path)]);
  }
  const lines = [...byManager].flatMap(([who, paths]) => [
    `conflicts with ${who}:`,
    ...paths.map(path => `- ${path}`),
  ]);
  return new StatusError(
    409,
    'Conflict',
    `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`,
    { causes },
  );
}

/**
 * Server-side apply over leaf paths: what the configuration says is set and owned by `id`; what it said last time and
 * no longer says is removed unless somebody else owns it too.
 *
 * @param live - the object as stored; not changed
 * @throws StatusError 409 with a cause for each leaf that another manager owns with another value, unless `force`
 */
export function applyConfiguration(options: {
  live: KubeObject;
  configuration: KubeObject;
  id: ManagerId;
  force: boolean;
  time: string;
}): KubeObject {
  const { live, configuration, id, force, time } = options;
  const wanted = leavesOf(configuration);
  const present = leavesOf(live);
  const managers = readManagers(live);
  const mine = managers.find(it => isManager(it, id));
  const others = managers.filter(it => it !== mine);

  const conflicts: Conflict[] = [];
  for (const [path, value] of wanted) {
    if (present.has(path) && sameJson(present.get(path), value)) continue;
    for (const manager of others) {
      if (manager.paths.has(path)) conflicts.push({ manager, path });
    }
  }
  if (conflicts.length > 0 && !force) throw conflictError(conflicts);
  for (const { manager, path } of conflicts) manager.paths.delete(path);

  const result = structuredClone(live);
  const paths = new Set(wanted.keys());
  const withdrawn = [...(mine?.paths ?? [])].filter(
    path =>
      !reaches(paths, path) && !others.some(it => reaches(it.paths, path)),
  );
  removeLeaves(result, withdrawn);
  for (const [path, value] of wanted) setLeaf(result, path, value);

  const isSame = mine !== undefined && ownsSame(mine.paths, paths);
  const updated: Manager = {
    ...id,
    // An apply that changes nothing keeps its time, so that it writes nothing.
    time: isSame && sameJson(result, live) ? mine.time : time,
    paths,
  };
  writeManagers(
    result,
    mine
      ? managers.map(it => (it === mine ? updated : it))
      : [...others, updated],
  );
  return result;
}
