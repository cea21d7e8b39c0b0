import type {
  ChangeList,
  NodeCauses,
  ProblemList,
  ServiceMapView,
} from '@panorama/plugin-service-map-common';
import type { Insights } from '../build/MapAnalyst';
import { visibleCauses } from '../causes/visibleCauses';
import { visibleProblems } from '../problems/visibleProblems';
import type { NamespaceReader } from './viewOf';

/** What the map means to somebody with certain rights. */
export interface ViewerInsights {
  causes(nodeId: string): NodeCauses;
  problems(): ProblemList;
  /** @param since - ms since the epoch; what happened at that moment is not new. */
  changes(since: number): ChangeList;
}

/**
 * Insights under rights. What names something out of sight is left out whole,
 * and counted only at what is in sight.
 */
export function insightsFor(
  insights: Insights,
  view: ServiceMapView,
  access: NamespaceReader,
): ViewerInsights {
  const ids = new Set(view.nodes.map(({ id }) => id));
  const mayRead = (cluster: string, namespace: string) =>
    access.has(cluster, namespace, 'read');
  return {
    causes: nodeId =>
      ids.has(nodeId)
        ? visibleCauses(insights.causes.get(nodeId) ?? [], {
            node: id => ids.has(id),
            namespace: mayRead,
            machines: cluster => access.hasCluster(cluster),
          })
        : { candidates: [], hidden: 0 },
    problems: () => ({
      builtAt: view.builtAt,
      ...visibleProblems(insights.problems, id => ids.has(id)),
    }),
    changes: since => ({
      keptSince: insights.recent.keptSince,
      changes: insights.recent.changes.filter(
        ({ cluster, namespace, at }) =>
          at > since && mayRead(cluster, namespace),
      ),
    }),
  };
}
