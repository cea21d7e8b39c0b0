import type { SourceProblem } from '@panorama/plugin-service-map-common';
import type {
  Observation,
  ServiceMapSource,
  SourceContext,
} from '@panorama/plugin-service-map-node';
import type { Estate } from '../../estate/Estate';
import type { EstateAt } from '../../estate/platformEstate';
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

function unreadClusters({ clusters }: Estate): SourceProblem[] {
  return clusters.flatMap(({ name, freshness }) => {
    switch (freshness) {
      case 'stale':
        return {
          message: `The cluster ${name} does not answer: its last picture is used`,
          clusters: [name],
        };
      case 'failed':
      case 'connecting':
      case 'syncing':
        return {
          message: `The cluster ${name} has not been read yet`,
          clusters: [name],
        };
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
 */
export class KubernetesSource implements ServiceMapSource {
  readonly id = 'kubernetes';
  readonly title = 'Kubernetes';

  constructor(private readonly estateAt: EstateAt) {}

  async observe({ now }: SourceContext): Promise<Observation> {
    // A build is for nobody in particular; rights are applied to its result.
    // eslint-disable-next-line no-restricted-syntax
    return observeKubernetes(this.estateAt(now));
  }
}
