import type { FleetKind } from '@panorama/plugin-fleet-node';
import { PROJECTIONS } from '../decode/projections';
import type { ObjectChange, WatchedKind } from './protocol';

/** Kinds of modules, without those that the inventory reads anyhow: these keep its own projection. */
export function additionalKinds(kinds: readonly FleetKind[]): FleetKind[] {
  return kinds.filter(kind => !PROJECTIONS.some(({ id }) => id === kind.id));
}

/** Everything besides pods that the thread is to watch. */
export function watchedKinds(additional: readonly FleetKind[]): WatchedKind[] {
  return [
    ...PROJECTIONS.map(({ id, group, versions, plural }) => ({
      id,
      group,
      versions,
      plural,
      projection: 'worker' as const,
    })),
    ...additional.map(({ id, group, version, plural }) => ({
      id,
      group,
      versions: [version],
      plural,
      projection: 'main' as const,
    })),
  ];
}

/**
 * Shrinks objects that arrive whole, because a module's function cannot be sent
 * to a thread. An object that the function cannot deal with is left out.
 */
export function projectOnMain(
  kind: FleetKind,
  changes: ObjectChange[],
  onBadObject: (message: string) => void,
): ObjectChange[] {
  return changes.flatMap((change): ObjectChange[] => {
    if (change.type !== 'put') {
      return [change];
    }
    const { object } = change;
    try {
      const whole = object.fields as Parameters<FleetKind['project']>[0];
      return [
        { type: 'put', object: { ...object, fields: kind.project(whole) } },
      ];
    } catch (error) {
      onBadObject(
        `${kind.id} ${object.namespace}/${object.name} cannot be projected: ${error}`,
      );
      return [];
    }
  });
}
