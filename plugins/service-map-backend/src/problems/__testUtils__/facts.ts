import type {
  AutoscalerFields,
  WarningEventFields,
} from '@panorama/plugin-fleet-node';
import type { MapEdge, MapNode } from '@panorama/plugin-service-map-common';
import { edge, node } from '../../__testUtils__/maps';
import type { EstatePod } from '../../estate/Estate';
import type {
  EdgeMeasures,
  ProblemEdge,
  ProblemFacts,
  ProblemNode,
  ProblemWorkload,
} from '../problemFacts';

export const NOON = Date.UTC(2026, 0, 15, 12);
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export const CART = 'prod/shop/cart';
export const DB = 'prod/data/mysql';

export function workload(
  parts: Partial<ProblemWorkload> = {},
): ProblemWorkload {
  return {
    kind: 'Deployment',
    name: 'cart',
    desired: 2,
    ready: 2,
    pods: [],
    budgets: [],
    claims: [],
    warnings: [],
    ...parts,
  };
}

export function pod(parts: Partial<EstatePod> = {}): EstatePod {
  return {
    name: 'cart-1',
    state: 'running',
    restartsLastHour: 0,
    createdAt: 0,
    ...parts,
  };
}

export function problemNode(
  id: string,
  parts: Partial<ProblemNode> = {},
  nodeParts: Partial<MapNode> = {},
): ProblemNode {
  return {
    node: node(id, nodeParts),
    workloads: [],
    services: [],
    certificates: [],
    measures: {},
    ...parts,
  };
}

export function call(
  from: string,
  to: string,
  parts: Partial<MapEdge> = {},
  measures: EdgeMeasures = {},
): ProblemEdge {
  return { edge: edge(from, to, parts), measures };
}

/** A cluster of three machines in two zones; the web calls the cart, which calls the database. */
export function facts(
  nodes: ProblemNode[],
  edges: ProblemEdge[] = [],
  parts: Partial<ProblemFacts> = {},
): ProblemFacts {
  const named = new Set(nodes.map(({ node: { id } }) => id));
  const others = new Set(
    edges
      .flatMap(({ edge: { from, to } }) => [from, to])
      .filter(id => !named.has(id)),
  );
  return {
    now: NOON,
    nodes: [...nodes, ...[...others].map(id => problemNode(id))],
    edges,
    clusters: new Map([['prod', { machines: 3, zones: 2 }]]),
    ...parts,
  };
}

/** The cart with these workloads, called by the web. */
export function calledCart(...workloads: ProblemWorkload[]): ProblemFacts {
  return facts(
    [problemNode(CART, { workloads })],
    [call('prod/shop/web', CART)],
  );
}

/** The cart with this measured. */
export function measuredCart(
  measures: ProblemNode['measures'],
  workloads: ProblemWorkload[] = [],
): ProblemFacts {
  return facts([problemNode(CART, { measures, workloads })]);
}

export function autoscaler(
  parts: Partial<AutoscalerFields> = {},
): AutoscalerFields {
  return {
    target: { kind: 'Deployment', name: 'cart' },
    min: 2,
    max: 10,
    current: 3,
    desired: 3,
    conditions: [],
    ...parts,
  };
}

export function warning(
  parts: Partial<WarningEventFields> = {},
): WarningEventFields {
  return {
    involved: { kind: 'Pod', namespace: 'shop', name: 'cart-1' },
    type: 'Warning',
    reason: 'Unhealthy',
    message: '',
    count: 1,
    firstSeen: NOON - 5 * MINUTE,
    lastSeen: NOON,
    ...parts,
  };
}
