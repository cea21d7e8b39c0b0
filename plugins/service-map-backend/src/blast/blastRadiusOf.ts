import type {
  AffectedOwner,
  BlastRadius,
  HiddenNeighbours,
  MapEdge,
  MapNode,
} from '@panorama/plugin-service-map-common';

/** The map as the viewer may see it. */
export interface VisibleMap {
  nodes: readonly MapNode[];
  edges: readonly MapEdge[];
  hidden: ReadonlyMap<string, HiddenNeighbours>;
}

/**
 * What stops if `id` stops: everything that calls it, directly or through
 * others. What is only declared and never seen does not count, nor what a
 * policy forbids: nobody waits for it. Callers out of the viewer's sight are
 * counted where they are known, and what lies behind them is not.
 *
 * @returns undefined when the viewer does not see the node.
 */
export function blastRadiusOf(
  { nodes, edges, hidden }: VisibleMap,
  id: string,
): BlastRadius | undefined {
  const byId = new Map(nodes.map(node => [node.id, node]));
  if (!byId.has(id)) return undefined;
  const callers = callersByCallee(edges, byId);
  const distances = new Map([[id, 0]]);
  let ring = [id];
  for (let distance = 1; ring.length > 0; distance += 1) {
    const next = new Set<string>();
    for (const caller of ring.flatMap(callee => callers.get(callee) ?? [])) {
      if (!distances.has(caller)) next.add(caller);
    }
    ring = [...next].sort();
    ring.forEach(caller => distances.set(caller, distance));
  }
  const reached = [...distances.keys()];
  const affected = reached.filter(other => other !== id);
  const affectedNodes = affected.map(other => byId.get(other)!);
  const gateways = affectedNodes.filter(({ kind }) => kind === 'gateway');
  const rates = gateways.flatMap(
    ({ traffic }) => traffic?.requestsPerSecond ?? [],
  );
  return {
    id,
    affected: affected.map(other => ({
      id: other,
      distance: distances.get(other)!,
    })),
    direct: affected.filter(other => distances.get(other) === 1).length,
    owners: ownersOf(affectedNodes),
    tiers: tiersOf(affectedNodes),
    gateways: gateways.map(gateway => gateway.id),
    ...(rates.length > 0 && {
      requestsPerSecond: rates.reduce((sum, rate) => sum + rate, 0),
    }),
    hiddenCallers: reached.reduce(
      (sum, other) => sum + (hidden.get(other)?.callers ?? 0),
      0,
    ),
  };
}

function callersByCallee(
  edges: readonly MapEdge[],
  visible: ReadonlyMap<string, MapNode>,
): Map<string, string[]> {
  const callers = new Map<string, string[]>();
  for (const { from, to, drift } of edges) {
    if (drift === 'unseen' || drift === 'forbidden') continue;
    if (from === to || !visible.has(from) || !visible.has(to)) continue;
    callers.set(to, [...(callers.get(to) ?? []), from]);
  }
  return callers;
}

function ownersOf(nodes: readonly MapNode[]): AffectedOwner[] {
  const owners = new Map<string | undefined, string[]>();
  for (const { owner, id } of nodes) {
    owners.set(owner, [...(owners.get(owner) ?? []), id]);
  }
  return [...owners]
    .map(([owner, ids]) => ({ ...(owner && { owner }), nodes: ids }))
    .sort(
      (a, b) =>
        b.nodes.length - a.nodes.length ||
        (a.owner ?? '\uffff').localeCompare(b.owner ?? '\uffff'),
    );
}

function tiersOf(nodes: readonly MapNode[]): BlastRadius['tiers'] {
  const tiers = new Map<string, number>();
  for (const { tier = '' } of nodes) {
    tiers.set(tier, (tiers.get(tier) ?? 0) + 1);
  }
  // Tier 1 first, those without a tier last.
  return [...tiers]
    .map(([tier, amount]) => ({ tier, amount }))
    .sort((a, b) => (a.tier || '\uffff').localeCompare(b.tier || '\uffff'));
}
