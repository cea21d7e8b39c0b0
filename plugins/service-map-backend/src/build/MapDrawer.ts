import type {
  MapCoverage,
  MapEdge,
  MapNode,
  ServiceMap,
} from '@panorama/plugin-service-map-common';
import type { EstateAt } from '../estate/platformEstate';
import { groupBy } from '../groupBy';
import { buildGraph, CATALOG } from '../graph/buildGraph';
import { historyOf } from '../graph/history';
import {
  assessHealth,
  NOTHING_REMEMBERED,
  type HealthMemory,
} from '../health/assess';
import { badgesOf, isMeasured } from './badgesOf';
import { MapAnalyst, type Insights } from './MapAnalyst';
import type { SourceAnswer } from './MapBuilder';

/** What a drawing adds to the answers. */
export interface Drawing {
  nodes: MapNode[];
  edges: MapEdge[];
  coverage: Omit<MapCoverage, 'missingMetrics' | 'unpairedSpans'>;
  insights: Insights;
}

/**
 * From answers to the map: who depends on whom, how everything is, and what is
 * worth a mark. Remembers from drawing to drawing what health needs to tell a
 * loss from a start and a fault from a hiccup, and what its analyst does.
 */
export class MapDrawer {
  #memory: HealthMemory = NOTHING_REMEMBERED;
  readonly #analyst = new MapAnalyst();

  constructor(private readonly estateAt: EstateAt) {}

  draw(
    answers: readonly SourceAnswer[],
    now: number,
    previous: ServiceMap | undefined,
  ): Drawing {
    const estate = this.estateAt(now);
    const graph = buildGraph(estate, answers, previous && historyOf(previous));
    const {
      nodes: assessed,
      edges,
      memory,
    } = assessHealth(graph, {
      now,
      memory: this.#memory,
    });
    this.#memory = memory;
    const callers = groupBy(edges, ({ to }) => to);
    const callees = groupBy(edges, ({ from }) => from);
    const context = {
      isAnythingMeasured: edges.some(isMeasured),
      isCatalogRead: answers.some(({ source }) => source === CATALOG),
    };
    const nodes = assessed.map(({ facts: _, ...node }) => ({
      ...node,
      badges: badgesOf(node, {
        ...context,
        callers: callers.get(node.id) ?? [],
        callees: callees.get(node.id) ?? [],
      }),
    }));
    return {
      nodes,
      edges,
      coverage: graph.coverage,
      insights: this.#analyst.study(estate, nodes, edges),
    };
  }
}
