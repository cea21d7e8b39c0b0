import { storeKey, type StoredObject } from '../KubeObject';

/**
 * A large population that exists without being held: object number `index` is made when asked for. Lies beneath the
 * objects that were stored one by one; a stored object of the same name hides it.
 *
 * `keyAt` must rise with the index, in the order of `storeKey` compared by code unit.
 */
export type BaseObjects = {
  readonly size: number;
  keyAt(index: number): string;
  objectAt(index: number): StoredObject;
};

/** No objects at all. */
export const NO_BASE: BaseObjects = {
  size: 0,
  keyAt: index => {
    throw new RangeError(`an empty population has no object ${index}`);
  },
  objectAt: index => {
    throw new RangeError(`an empty population has no object ${index}`);
  },
};

/** First index whose key is `key` or later; `size` when there is none. */
export function lowerBound(base: BaseObjects, key: string): number {
  let low = 0;
  let high = base.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (base.keyAt(middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The object with this key, or undefined. */
export function findInBase(
  base: BaseObjects,
  key: string,
): StoredObject | undefined {
  const index = lowerBound(base, key);
  return index < base.size && base.keyAt(index) === key
    ? base.objectAt(index)
    : undefined;
}

/**
 * Pods (or anything) that are numbers only: `prefix-0000001` spread evenly over namespaces.
 * @param namespaces - names in rising order
 */
export function numberedObjects(options: {
  namespaces: readonly string[];
  perNamespace: number;
  name: (number: number) => string;
  object: (namespace: string, name: string, index: number) => StoredObject;
}): BaseObjects {
  const { namespaces, perNamespace, name, object } = options;
  const place = (index: number): [string, string] => [
    namespaces[Math.floor(index / perNamespace)],
    name(index % perNamespace),
  ];
  return {
    size: namespaces.length * perNamespace,
    keyAt: index => storeKey(...place(index)),
    objectAt: index => object(...place(index), index),
  };
}
