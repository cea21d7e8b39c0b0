import { podStateFamily, type PodState } from '@panorama/plugin-fleet-common';
import type {
  Change,
  MapEdge,
  MapNode,
} from '@panorama/plugin-service-map-common';
import type { Estate } from '../estate/Estate';
import { estateByNode } from '../estateNodes';
import type { UsualTraffic } from '../health/trafficVerdict';
import type { CauseFacts } from './causeFacts';

export interface CauseSources {
  estate: Pick<Estate, 'workloads' | 'services' | 'nodes'>;
  nodes: readonly MapNode[];
  edges: readonly MapEdge[];
  changes: readonly Change[];
  usual?: ReadonlyMap<string, UsualTraffic>;
}

/** Puts together what the inventory and the map know for the search of causes. */
export function causeFactsOf({
  estate,
  nodes,
  edges,
  changes,
  usual,
}: CauseSources): CauseFacts {
  const behind = estateByNode(estate, nodes);
  return {
    nodes,
    edges,
    changes,
    ...(usual && { usual }),
    machines: estate.nodes.map(
      ({ cluster, name, zone, isReady, pressures }) => ({
        cluster,
        name,
        ...(zone !== undefined && { zone }),
        isReady,
        pressures,
      }),
    ),
    pods: nodes.flatMap(({ id }) =>
      behind.get(id)!.workloads.flatMap(({ cluster, pods }) =>
        pods.flatMap(({ node, state }) =>
          node === undefined
            ? []
            : [
                {
                  nodeId: id,
                  cluster,
                  machine: node,
                  isUnhealthy: isUnhealthy(state),
                },
              ],
        ),
      ),
    ),
  };
}

function isUnhealthy(state: PodState): boolean {
  const family = podStateFamily(state);
  return family !== 'calm' && family !== 'starting';
}
