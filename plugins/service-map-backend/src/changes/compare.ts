/** One object in two looks; one of them may lack it. */
export interface Pair<T> {
  before?: T;
  after?: T;
}

interface Placed {
  cluster: string;
  namespace: string;
  name: string;
}

/**
 * Objects of two looks side by side, in the order of their names. Objects of
 * clusters outside `clusters` are left out: what a look could not see has not
 * been removed.
 */
export function pairsOf<T extends Placed>(
  before: readonly T[],
  after: readonly T[],
  clusters: ReadonlySet<string>,
  keyOf: (object: T) => string = placeOf,
): Array<Pair<T>> {
  const pairs = new Map<string, Pair<T>>();
  for (const object of before) {
    if (clusters.has(object.cluster)) {
      pairs.set(keyOf(object), { before: object });
    }
  }
  for (const object of after) {
    if (clusters.has(object.cluster)) {
      pairs.set(keyOf(object), { ...pairs.get(keyOf(object)), after: object });
    }
  }
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, pair]) => pair);
}

export function placeOf({ cluster, namespace, name }: Placed): string {
  return `${cluster}/${namespace}/${name}`;
}

/** Equal as JSON, whatever the order of keys: projections of one object differ in nothing else. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonical(a) === canonical(b);
}

export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : Number(a > b))),
        )
      : part,
  );
}
