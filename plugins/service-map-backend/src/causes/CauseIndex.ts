import type {
  Change,
  MapEdge,
  MapNode,
} from '@panorama/plugin-service-map-common';
import { groupBy } from '../groupBy';
import type { CauseFacts, MachineFacts, PlacedPod } from './causeFacts';

/** The facts by what they are asked for; made once for all nodes of a map. */
export interface CauseIndex {
  facts: CauseFacts;
  node(id: string): MapNode | undefined;
  inward(id: string): readonly MapEdge[];
  outward(id: string): readonly MapEdge[];
  /** Changes that touch a workload of the node or its Service. */
  changesOf(node: MapNode): readonly Change[];
  changesIn(cluster: string, namespace: string): readonly Change[];
  podsOf(id: string): readonly PlacedPod[];
  podsOn(machine: MachineFacts): readonly PlacedPod[];
  /** How many nodes suffer from this one. */
  sufferers(id: string): number;
  /** When what is wrong with the node began, ms since the epoch, as far as anybody knows. */
  onset(id: string): number | undefined;
}

export function indexOf(facts: CauseFacts): CauseIndex {
  const nodes = new Map(facts.nodes.map(node => [node.id, node]));
  const inward = groupBy(facts.edges, ({ to }) => to);
  const outward = groupBy(facts.edges, ({ from }) => from);
  const byNamespace = groupBy(facts.changes, ({ cluster, namespace }) =>
    placeKey(cluster, namespace),
  );
  const podsByNode = groupBy(facts.pods ?? [], ({ nodeId }) => nodeId);
  const podsByMachine = groupBy(facts.pods ?? [], ({ cluster, machine }) =>
    placeKey(cluster, machine),
  );
  const sufferers = new Map<string, number>();
  for (const origin of facts.nodes.flatMap(
    ({ health }) => health.inheritedFrom,
  )) {
    sufferers.set(origin, (sufferers.get(origin) ?? 0) + 1);
  }
  const changesIn = (cluster: string, namespace: string) =>
    byNamespace.get(placeKey(cluster, namespace)) ?? [];
  const index: CauseIndex = {
    facts,
    node: id => nodes.get(id),
    inward: id => inward.get(id) ?? [],
    outward: id => outward.get(id) ?? [],
    changesIn,
    changesOf: node =>
      node.place
        ? changesIn(node.place.cluster, node.place.namespace).filter(change =>
            touches(change, node),
          )
        : [],
    podsOf: id => podsByNode.get(id) ?? [],
    podsOn: ({ cluster, name }) =>
      podsByMachine.get(placeKey(cluster, name)) ?? [],
    sufferers: id => sufferers.get(id) ?? 0,
    onset: id => onsetOf(index, id),
  };
  return index;
}

function touches({ object, workloads }: Change, node: MapNode): boolean {
  if (object.kind === 'Service') {
    return object.name === node.name || node.aliases.includes(object.name);
  }
  return workloads.some(touched =>
    node.workloads.some(
      own => own.kind === touched.kind && own.name === touched.name,
    ),
  );
}

/** Of its own findings; for one that only suffers, of its failing calls, or of what it suffers from. */
function onsetOf(index: CauseIndex, id: string): number | undefined {
  const node = index.node(id);
  if (!node) return undefined;
  const own = earliest(node.health.findings);
  if (own !== undefined) return own;
  const failing = index
    .outward(id)
    .filter(({ health }) => health === 'down' || health === 'degraded');
  return (
    earliest(failing.flatMap(({ findings }) => findings)) ??
    earliest(
      node.health.inheritedFrom.flatMap(
        origin => index.node(origin)?.health.findings ?? [],
      ),
    )
  );
}

function earliest(
  findings: ReadonlyArray<{ since?: number }>,
): number | undefined {
  const times = findings.flatMap(({ since }) => since ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function placeKey(cluster: string, name: string): string {
  return `${cluster}\n${name}`;
}
