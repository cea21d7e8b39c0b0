import { controllerOf, podFacts } from '../decode/podFacts';
import { fleetObject, type Projection } from '../decode/Projection';
import type { SelectedObject, SelectedPod } from '../decode/selectedPod';
import type { PodColumns } from '../inventory/PodColumns';
import type { RowAttributes } from '../inventory/RowAttributes';
import type { Clock } from '../watch/Clock';
import type { WatchTarget } from '../watch/Watcher';
import type { ObjectOutbox } from './ObjectOutbox';

/** Pods go into the columns. */
export function podTarget(options: {
  columns: PodColumns;
  cluster: number;
  clock: Clock;
  onCommit: () => void;
  onDrop: () => void;
}): WatchTarget {
  const { columns, cluster, clock } = options;
  return {
    begin: () => columns.beginList(cluster),
    put: object => {
      const now = clock.now();
      columns.upsert(cluster, podFacts(object as SelectedPod, now), now);
    },
    delete: object => {
      columns.delete(cluster, object.metadata.uid, clock.now());
    },
    commit: () => {
      columns.endList(cluster, clock.now());
      options.onCommit();
    },
    drop: () => {
      columns.dropCluster(cluster, clock.now());
      options.onDrop();
    },
  };
}

/** What the pod table learns from other kinds before they leave for the main thread. */
export interface ObjectObserver {
  put(object: SelectedObject, fields: unknown): void;
  delete(object: SelectedObject): void;
}

/** Everything else is projected and goes to the main thread. */
export function objectTarget(options: {
  cluster: string;
  kindId: string;
  projection: Pick<Projection<never, unknown>, 'project' | 'matters'>;
  outbox: ObjectOutbox;
  observer?: ObjectObserver;
  onBadObject: (message: string) => void;
}): WatchTarget {
  const { cluster, kindId, outbox, observer } = options;
  const project = options.projection.project as (
    object: SelectedObject,
  ) => unknown;
  const matters = options.projection.matters as
    | ((object: SelectedObject) => boolean)
    | undefined;
  const remove = (object: SelectedObject) => {
    const { namespace = '', name } = object.metadata;
    observer?.delete(object);
    outbox.add(cluster, kindId, { type: 'delete', namespace, name });
  };
  return {
    begin: () => outbox.add(cluster, kindId, { type: 'begin' }),
    put: object => {
      if (matters && !matters(object)) {
        remove(object);
        return;
      }
      let fields: unknown;
      try {
        fields = project(object);
      } catch (error) {
        // One object of an unforeseen shape must not stop the watch of its kind.
        options.onBadObject(
          `${object.metadata.namespace ?? ''}/${
            object.metadata.name
          } cannot be read: ${error}`,
        );
        return;
      }
      observer?.put(object, fields);
      outbox.add(cluster, kindId, {
        type: 'put',
        object: fleetObject(cluster, kindId, object.metadata, fields),
      });
    },
    delete: remove,
    commit: () => outbox.add(cluster, kindId, { type: 'commit' }),
    drop: () => outbox.add(cluster, kindId, { type: 'drop' }),
  };
}

/** ReplicaSets and Jobs tell who is at the top of a pod's owners; nodes tell zones and whether they are lost. */
export function observerOf(
  kindId: string,
  options: {
    columns: PodColumns;
    attributes: RowAttributes;
    cluster: { id: number; name: string };
    clock: Clock;
    onZone: (node: string) => void;
  },
): ObjectObserver | undefined {
  const { columns, attributes, cluster, clock } = options;
  const ownerKind = OWNER_KINDS[kindId];
  if (ownerKind) {
    return {
      put: ({ metadata }) =>
        columns.setTopOwner(
          cluster.id,
          metadata.namespace ?? '',
          {
            kind: ownerKind,
            name: metadata.name,
            labels: metadata.labels ?? {},
          },
          controllerOf(metadata),
          clock.now(),
        ),
      delete: ({ metadata }) =>
        columns.forgetOwner(cluster.id, metadata.namespace ?? '', {
          kind: ownerKind,
          name: metadata.name,
        }),
    };
  }
  if (kindId === 'nodes') {
    return {
      put: ({ metadata }, fields) => {
        const { ready, zone } = fields as { ready: string; zone?: string };
        columns.setNodeLost(
          cluster.id,
          metadata.name,
          ready === 'Unknown',
          clock.now(),
        );
        if (attributes.setZone(cluster.name, metadata.name, zone)) {
          options.onZone(metadata.name);
        }
      },
      delete: ({ metadata }) => {
        columns.setNodeLost(cluster.id, metadata.name, false, clock.now());
        attributes.setZone(cluster.name, metadata.name, undefined);
      },
    };
  }
  return undefined;
}

const OWNER_KINDS: Record<string, string | undefined> = {
  'replicasets.apps': 'ReplicaSet',
  'jobs.batch': 'Job',
};
