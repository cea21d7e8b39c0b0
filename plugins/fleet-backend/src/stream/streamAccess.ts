import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import type { AccessSet } from '@panorama/plugin-fleet-node';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';

/** The rights of a viewer, as far as the stream needs them. */
export interface StreamAccess extends AccessSet {
  /** True when anything at all of the cluster may be shown. */
  reaches(cluster: string): boolean;
}

/**
 * The mask of the namespaces that exist now. `known` is the mask of before:
 * rights never change within a set, so only namespaces that are new are asked for.
 */
export function maskOf(
  access: StreamAccess,
  pods: Pick<PodColumnsReader, 'cluster' | 'namespace' | 'namespaceCount'>,
  known: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const mask = new Uint8Array(pods.namespaceCount());
  mask.set(known);
  for (let id = known.length; id < mask.length; id++) {
    const { cluster, name } = pods.namespace(id);
    mask[id] = access.has(pods.cluster(cluster), name, 'read') ? 1 : 0;
  }
  return mask;
}

/**
 * What a viewer may know about clusters. How many objects were read counts
 * what he may not see, so it is only for those who may see whole clusters.
 */
export function visibleClusters(
  statuses: readonly ClusterStatus[],
  access: StreamAccess,
): ClusterStatus[] {
  return statuses
    .filter(({ name }) => access.reaches(name))
    .map(status =>
      access.hasCluster(status.name)
        ? status
        : { ...status, objectsRead: undefined },
    );
}

/** What must be told at once; the rest (signs of life, progress) can wait some seconds. */
export function urgentPart(statuses: readonly ClusterStatus[]): string {
  return JSON.stringify(
    statuses.map(status => ({
      ...status,
      lastSeenAt: undefined,
      objectsRead: undefined,
      usage: status.usage && { ...status.usage, readAt: undefined },
    })),
  );
}
