import type {
  MapEdge,
  MapNode,
  NodeBadge,
} from '@panorama/plugin-service-map-common';

/** What badges need to know about the neighbourhood of a node. */
export interface BadgeContext {
  /** Edges that end at the node. */
  callers: readonly MapEdge[];
  /** Edges that begin at it. */
  callees: readonly MapEdge[];
  /** Some source measures calls: then it means something that none measures these. */
  isAnythingMeasured: boolean;
  /** The catalog answered: then it means something that it does not know the node. */
  isCatalogRead: boolean;
}

/** Runs in a cluster as something that stays, so that replicas matter. */
const STAYING = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

/** The marks at the corner of a node. Facts only: none of them is a fault by itself. */
export function badgesOf(
  node: Pick<MapNode, 'kind' | 'place' | 'workloads' | 'entityRef'>,
  { callers, callees, isAnythingMeasured, isCatalogRead }: BadgeContext,
): NodeBadge[] {
  const badges: NodeBadge[] = [];
  const staying = node.workloads.filter(({ kind }) => STAYING.has(kind));
  const desired = staying.reduce((sum, workload) => sum + workload.desired, 0);
  if (staying.length > 0 && desired === 1 && callers.length > 0) {
    badges.push('single-replica');
  }
  const calls = [...callers, ...callees];
  if (isAnythingMeasured && node.place && !calls.some(isMeasured)) {
    badges.push('no-telemetry');
  }
  if (
    callers.length > 0 &&
    callers.every(({ mutualTls }) => mutualTls === 'all')
  ) {
    badges.push('mutual-tls');
  }
  if (isCatalogRead && node.place && !node.entityRef) {
    badges.push('not-in-catalog');
  }
  return badges;
}

export function isMeasured({ witnesses }: Pick<MapEdge, 'witnesses'>): boolean {
  return witnesses.some(({ basis }) => basis === 'traffic');
}
