/** Where a node is; absent outside. */
export interface Place {
  cluster: string;
  namespace: string;
}

export interface DeclaredPair {
  from: string;
  /** More than one: nobody can say which of them is meant. */
  to: string[];
}

/**
 * Which nodes a declaration between two entities is about. An entity runs in
 * several clusters; each copy of the caller depends on one copy of the callee:
 * the one that it was seen to call, else the only one of its cluster, else the
 * only one of its namespace, else the only one at all.
 */
export function declaredPairs(
  froms: readonly string[],
  tos: readonly string[],
  isSeen: (from: string, to: string) => boolean,
  placeOf: (id: string) => Place | undefined,
): DeclaredPair[] {
  return froms.flatMap((from): DeclaredPair[] => {
    const others = tos.filter(to => to !== from);
    const seen = others.filter(to => isSeen(from, to));
    if (seen.length > 0) {
      return seen.map(to => ({ from, to: [to] }));
    }
    const place = placeOf(from);
    const near = others.filter(
      to => placeOf(to)?.cluster === place?.cluster && place !== undefined,
    );
    const nearest = near.filter(
      to => placeOf(to)?.namespace === place?.namespace,
    );
    const choice = [near, nearest, others].find(({ length }) => length === 1);
    const rest = near.length > 0 ? near : others;
    return rest.length > 0 ? [{ from, to: choice ?? rest }] : [];
  });
}
