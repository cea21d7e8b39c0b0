import type {
  Observation,
  ServiceMapSource,
} from '@panorama/plugin-service-map-node';
import type { Estate } from '../../estate/Estate';
import { configuredEdges } from './configuredEdges';
import { routedEdges } from './routedEdges';

/** What the inventory alone tells about dependencies. Pure. */
export function observeKubernetes(estate: Estate): Observation {
  const { edges, nodes, problems } = configuredEdges(estate);
  return {
    nodes,
    edges: [...edges, ...routedEdges(estate)],
    queries: 0,
    problems: [...problems, ...unreadClusters(estate)],
    missingMetrics: [],
  };
}

function unreadClusters({ clusters }: Estate): string[] {
  return clusters.flatMap(({ name, freshness }) => {
    switch (freshness) {
      case 'stale':
        return `The cluster ${name} does not answer: its last picture is used`;
      case 'failed':
      case 'connecting':
      case 'syncing':
        return `The cluster ${name} has not been read yet`;
      case 'live':
        return [];
      default:
        return freshness satisfies never;
    }
  });
}

/**
 * Infers dependencies from what every cluster says about itself. Needs nothing
 * installed, and asks nobody: the inventory is in memory.
 *
 * @param estateAt - the estate of the build that asks
 */
export function createKubernetesSource(
  estateAt: (now: number) => Estate,
): ServiceMapSource {
  return {
    id: 'kubernetes',
    title: 'Kubernetes',
    observe: async ({ now }) => observeKubernetes(estateAt(now)),
  };
}
