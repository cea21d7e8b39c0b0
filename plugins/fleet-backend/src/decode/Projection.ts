import type { FleetObject } from '@panorama/plugin-fleet-node';
import { timeMs } from './time';
import type { Fields } from './selectJson';
import { METADATA_FIELDS, type SelectedMetadata } from './selectedPod';

/**
 * A kind of object other than pods, and the few fields that readers need of it.
 * To add one: a file in `projections/`, a line in its `index.ts`.
 *
 * `S` is the selected object, `T` the projected fields.
 */
export interface Projection<S extends { metadata: SelectedMetadata }, T> {
  /** `deployments.apps`: plural, dot, group; only the plural in the core group. */
  id: string;
  group: string;
  /** The newest that the projection understands first; a cluster serves one of them. */
  versions: string[];
  plural: string;
  kind: string;
  namespaced: boolean;
  /** Narrows what is watched at all. */
  query?: Record<string, string>;
  /** What to read besides the usual metadata. */
  fields: Fields;
  /** Pure. Keeps nothing of the object but what it returns. */
  project: (object: S) => T;
  /** False: the object is of no interest, as if it did not exist. */
  matters?: (object: S) => boolean;
}

/** Keeps the types of a projection without writing them twice. */
export function defineProjection<S extends { metadata: SelectedMetadata }, T>(
  projection: Projection<S, T>,
): Projection<S, T> {
  return projection;
}

/** All fields to select, metadata included. */
export function selectedFields(
  projection: Pick<Projection<never, unknown>, 'fields'>,
): Fields {
  const { metadata, ...others } = projection.fields;
  return {
    metadata: { ...METADATA_FIELDS, ...(metadata as Fields | undefined) },
    ...others,
  };
}

/** Identity and labels of an object, around the fields that a projection made. */
export function fleetObject<T>(
  cluster: string,
  kindId: string,
  metadata: SelectedMetadata,
  fields: T,
): FleetObject<T> {
  return {
    cluster,
    kindId,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    createdAt: timeMs(metadata.creationTimestamp) ?? 0,
    labels: metadata.labels ?? {},
    fields,
  };
}

/** `/apis/apps/v1/deployments` */
export function apiPath(
  group: string,
  version: string,
  plural: string,
): string {
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  return `${root}/${plural}`;
}
