import type {
  MapPicture,
  PictureNode,
} from '@panorama/plugin-service-map-common';
import type { LabelledCluster } from './company';
import type { Target } from './target';

/** How a map compares with the truth. */
export interface Verdict {
  hits: number;
  /** Edges that nobody's truth knows. */
  wrong: string[];
  /** Truths without an edge, by the style in which they are written. */
  missed: Record<string, number>;
  /** Truths, by style. */
  written: Record<string, number>;
}

function isTarget(
  { name, aliases, place }: PictureNode,
  { name: wanted, inside, hosts = [] }: Target,
  cluster: string,
): boolean {
  const names = new Set([name, ...aliases]);
  return inside
    ? place?.cluster === cluster &&
        place.namespace === inside.namespace &&
        names.has(wanted)
    : place === undefined &&
        hosts.some(host =>
          [...names].some(each => each === host || each.startsWith(`${host}:`)),
        );
}

/** Edges that leave labelled programs of one cluster, against what is true. */
export function judge(
  map: Pick<MapPicture, 'nodes' | 'edges'>,
  cluster: string,
  { truths, programs }: LabelledCluster,
): Verdict {
  const nodes = new Map(map.nodes.map(node => [node.id, node]));
  const verdict: Verdict = { hits: 0, wrong: [], missed: {}, written: {} };
  const found = new Set<object>();
  for (const edge of map.edges) {
    const [from, to] = [nodes.get(edge.from)!, nodes.get(edge.to)!];
    const caller = `${from.place?.namespace}/${from.name}`;
    if (from.place?.cluster === cluster && programs.has(caller)) {
      const truth = truths.find(
        each =>
          `${each.namespace}/${each.caller}` === caller &&
          isTarget(to, each.target, cluster),
      );
      if (truth) {
        verdict.hits += 1;
        found.add(truth);
      } else {
        verdict.wrong.push(`${edge.from} > ${edge.to}`);
      }
    }
  }
  for (const truth of truths) {
    const { style } = truth;
    verdict.written[style] = (verdict.written[style] ?? 0) + 1;
    if (!found.has(truth)) {
      verdict.missed[style] = (verdict.missed[style] ?? 0) + 1;
    }
  }
  return verdict;
}
