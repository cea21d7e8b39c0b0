/** A call between two nodes, or a line between two boxes. */
interface Call {
  from: string;
  to: string;
}

/** Calls by their two ends, for walks over the map. */
export interface MapIndex<C extends Call = Call> {
  /** Calls to a node. */
  callers(id: string): readonly C[];
  /** Calls from a node. */
  callees(id: string): readonly C[];
}

export function indexOf<C extends Call>(edges: readonly C[]): MapIndex<C> {
  const to = new Map<string, C[]>();
  const from = new Map<string, C[]>();
  const add = (map: Map<string, C[]>, id: string, edge: C) => {
    const list = map.get(id);
    if (list) {
      list.push(edge);
    } else {
      map.set(id, [edge]);
    }
  };
  for (const edge of edges) {
    add(to, edge.to, edge);
    add(from, edge.from, edge);
  }
  return {
    callers: id => to.get(id) ?? [],
    callees: id => from.get(id) ?? [],
  };
}

/**
 * Nodes within so many calls of one: callers up to `callerDepth`, callees up to
 * `calleeDepth`, with the signed distance (callers are negative). Cycles are
 * walked once; the shorter way counts.
 */
export function neighbourhood(
  index: MapIndex,
  focus: string,
  callerDepth: number,
  calleeDepth: number,
): Map<string, number> {
  const distance = new Map([[focus, 0]]);
  const walk = (
    next: (id: string) => string[],
    depth: number,
    sign: 1 | -1,
  ) => {
    let ring = [focus];
    for (let step = 1; step <= depth; step += 1) {
      ring = [...new Set(ring.flatMap(next))].filter(id => !distance.has(id));
      ring.forEach(id => distance.set(id, sign * step));
    }
  };
  walk(id => index.callers(id).map(({ from }) => from), callerDepth, -1);
  walk(id => index.callees(id).map(({ to }) => to), calleeDepth, 1);
  return distance;
}

/** Everything that calls a node, directly or not, and everything that it needs; itself in both. */
export function reach(
  index: MapIndex,
  id: string,
): { upstream: Set<string>; downstream: Set<string> } {
  const walk = (next: (id: string) => string[]) => {
    const seen = new Set([id]);
    const waiting = [id];
    for (let done = 0; done < waiting.length; done += 1) {
      for (const neighbour of next(waiting[done])) {
        if (!seen.has(neighbour)) {
          seen.add(neighbour);
          waiting.push(neighbour);
        }
      }
    }
    return seen;
  };
  return {
    upstream: walk(each => index.callers(each).map(({ from }) => from)),
    downstream: walk(each => index.callees(each).map(({ to }) => to)),
  };
}
