import type { Traffic } from '@panorama/plugin-service-map-common';
import type { Observation } from '@panorama/plugin-service-map-node';
import { driftOf } from '../drift/driftOf';
import { NetworkRules } from '../drift/NetworkRules';
import type { Estate } from '../estate/Estate';
import { Identity } from '../identity/Identity';
import { protocolOfTechnology } from '../identity/technologies';
import { DEFAULT_BOUNDS, withinBounds, type GraphBounds } from './bounds';
import { GraphDraft } from './GraphDraft';
import { NO_HISTORY, type GraphHistory } from './history';
import { addTraffic } from './mergeTraffic';
import type { BuiltGraph, GraphEdge, GraphNode } from './types';

/** What a source said. */
export interface SourceObservation {
  source: string;
  observation: Observation;
  /** ms since the epoch; the estate's moment where it is not an older answer. */
  answeredAt?: number;
}

/** Id of the source that reads the inventory: its word for what exists needs no asking. */
export const KUBERNETES = 'kubernetes';
/** Id of the source that reads the catalog. */
export const CATALOG = 'catalog';

/**
 * Who depends on whom: the estate's nodes, and the dependencies that the
 * sources name, put together by the rules of identity.
 *
 * Pure. The order of the observations and of what is in them does not change
 * the result, as long as it is within the bounds.
 */
export function buildGraph(
  estate: Estate,
  observations: readonly SourceObservation[],
  history: GraphHistory = NO_HISTORY,
  bounds: GraphBounds = DEFAULT_BOUNDS,
): BuiltGraph {
  const identity = new Identity(estate);
  let unread = 0;
  const read = observations.map(({ source, observation, answeredAt }) => {
    const { nodes, edges } = observation;
    unread += Math.max(0, edges.length - bounds.observedEdges);
    return {
      source,
      seenAt: answeredAt ?? estate.now,
      nodes: nodes.slice(0, bounds.observedEdges),
      edges: edges.slice(0, bounds.observedEdges),
    };
  });
  for (const { nodes, edges } of read) {
    nodes.forEach(({ endpoint, aliases }) => {
      identity.learn(endpoint);
      if (endpoint.type === 'entity' && aliases) {
        identity.learnEntity(endpoint.entityRef, aliases);
      }
    });
    edges.forEach(({ from, to }) => {
      identity.learn(from);
      identity.learn(to);
    });
  }
  const draft = new GraphDraft(identity, estate.now);
  read.forEach(answer => draft.addEdges(answer));
  // A declaration is about the copies that were seen to call each other.
  read.forEach(answer => draft.addDeclarations(answer));
  read.forEach(answer => draft.addNodes(answer));

  const nodes = draft
    .nodes()
    .map(node => node.finish(history.nodes.get(node.core.id)));
  const byId = new Map(nodes.map(node => [node.id, node]));
  const isCatalogRead = observations.some(({ source }) => source === CATALOG);
  const isForbidden = forbiddenBy(estate, identity);
  const edges = draft.edges().map((edge): GraphEdge => {
    const [from, to] = [byId.get(edge.from)!, byId.get(edge.to)!];
    const finished = edge.finish(
      to.technology && protocolOfTechnology(to.technology),
      history.edges.get(`${edge.from}>${edge.to}`),
    );
    const drift = driftOf(finished, from, to, {
      isCatalogRead,
      isForbidden: isForbidden(finished),
    });
    return { ...finished, drift };
  });
  const { truncated, ...kept } = withinBounds(nodes, edges, bounds, unread);
  return {
    nodes: withTraffic(kept.nodes, kept.edges),
    edges: kept.edges,
    ...draft.facts(history),
    coverage: {
      workloads: estate.workloads.length,
      measuredWorkloads: measuredWorkloads(identity, kept),
      ...(truncated && { truncated }),
    },
  };
}

function forbiddenBy(estate: Estate, identity: Identity) {
  const rules = new NetworkRules(estate);
  const units = new Map(identity.units.map(unit => [unit.id, unit]));
  const hosts = new Map(identity.outsideHosts().map(host => [host.id, host]));
  return (edge: Pick<GraphEdge, 'from' | 'to' | 'ports'>): boolean => {
    const from = units.get(edge.from);
    const [unit, host] = [units.get(edge.to), hosts.get(edge.to)];
    if (!from) {
      return false;
    }
    return unit
      ? rules.forbids(from, unit, edge.ports)
      : host !== undefined && rules.forbidsOutside(from, host);
  };
}

/** What arrives at a node is what its callers send together. */
function withTraffic(nodes: GraphNode[], edges: GraphEdge[]): GraphNode[] {
  const arriving = new Map<string, Traffic[]>();
  for (const { to, traffic } of edges) {
    const parts = traffic && arriving.get(to);
    if (parts) {
      parts.push(traffic);
    } else if (traffic) {
      arriving.set(to, [traffic]);
    }
  }
  return nodes.map(node => {
    const parts = arriving.get(node.id);
    return parts ? { ...node, traffic: addTraffic(parts) } : node;
  });
}

function measuredWorkloads(
  identity: Identity,
  { nodes, edges }: { nodes: GraphNode[]; edges: GraphEdge[] },
): number {
  const measured = new Set<string>();
  for (const { from, to, witnesses } of edges) {
    if (witnesses.some(({ basis }) => basis === 'traffic')) {
      measured.add(from).add(to);
    }
  }
  for (const { id, witnesses } of nodes) {
    if (witnesses.some(({ basis }) => basis === 'traffic')) {
      measured.add(id);
    }
  }
  return identity.units
    .filter(({ id }) => measured.has(id))
    .reduce((sum, { workloads }) => sum + workloads.length, 0);
}
