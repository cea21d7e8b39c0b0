import { POD_STATES, type PodTable } from '@panorama/plugin-fleet-common';
import { finish, type Sliced } from '../slices';
import type { GroupKey, GroupNode } from '../types';
import { keyValueOf, readKey, type KeyReader } from './keys';

/** Pods in groups: the tree for people, the order for cells. */
export interface Grouping {
  keys: readonly GroupKey[];
  /** Top level. */
  roots: GroupNode[];
  /** All nodes, parents before children; `index` is the place in this list. */
  nodes: GroupNode[];
  /** The nodes that own cells; `leaf` is the place in this list. */
  leaves: GroupNode[];
  /** Slots by leaf, inside a leaf by slot. */
  order: Uint32Array;
  /** `order` of leaf i is `[leafStart[i], leafStart[i + 1])`. */
  leafStart: Uint32Array;
}

/** `none` adds nothing beside other keys, and a key twice adds nothing either. */
export function effectiveKeys(keys: readonly GroupKey[]): GroupKey[] {
  const real = [...new Set(keys)].filter(key => key !== 'none');
  return real.length ? real : ['none'];
}

/** Groups that exist although no pod is in them, such as a cluster that was never reached. */
export type EmptyRoots = readonly { value: string; label: string }[];

/**
 * Groups the live pods (those of `include`, where given) by nested keys.
 *
 * A counting sort per key, last key first: O(pods × keys), stable, so cells of
 * a group stay ordered by slot and groups by name.
 */
export function groupPods(
  table: PodTable,
  keys: readonly GroupKey[],
  include?: Uint8Array,
  emptyRoots: EmptyRoots = [],
): Grouping {
  return finish(groupInSlices(table, keys, include, emptyRoots));
}

/** `groupPods`, resting between keys: a step takes some milliseconds for 100,000 pods. */
export function* groupInSlices(
  table: PodTable,
  keys: readonly GroupKey[],
  include?: Uint8Array,
  emptyRoots: EmptyRoots = [],
): Sliced<Grouping> {
  const readers: KeyReader[] = [];
  for (const key of effectiveKeys(keys)) {
    readers.push(readKey(table, key));
    yield;
  }
  let order = liveSlots(table, include);
  const ranks = new Map<KeyReader, Uint32Array>();
  for (const reader of [...readers].reverse()) {
    const bySlot = new Uint32Array(table.length);
    for (const slot of order) {
      bySlot[slot] = reader.rankOf(slot);
    }
    ranks.set(reader, bySlot);
    order = sortByRank(order, bySlot, reader.values.length);
    yield;
  }
  return cutIntoTree(order, readers, ranks, emptyRoots);
}

function liveSlots(
  table: PodTable,
  include: Uint8Array | undefined,
): Uint32Array {
  const slots = new Uint32Array(table.size);
  let count = 0;
  for (let slot = 0; slot < table.length; slot++) {
    if (table.live[slot] && (!include || include[slot])) {
      slots[count++] = slot;
    }
  }
  return slots.subarray(0, count);
}

function sortByRank(
  order: Uint32Array,
  rankOf: Uint32Array,
  ranks: number,
): Uint32Array {
  const next = new Uint32Array(ranks + 1);
  for (const slot of order) {
    next[rankOf[slot] + 1] += 1;
  }
  for (let rank = 0; rank < ranks; rank++) {
    next[rank + 1] += next[rank];
  }
  const sorted = new Uint32Array(order.length);
  for (const slot of order) {
    sorted[next[rankOf[slot]]++] = slot;
  }
  return sorted;
}

function cutIntoTree(
  order: Uint32Array,
  readers: KeyReader[],
  ranks: Map<KeyReader, Uint32Array>,
  emptyRoots: EmptyRoots,
): Grouping {
  const columns = readers.map(reader => ranks.get(reader) as Uint32Array);
  const tree = new TreeBuilder(readers.map(reader => reader.key));
  const starts: number[] = [];
  for (let position = 0; position < order.length; position++) {
    const slot = order[position];
    const before = order[position - 1];
    const fresh =
      position === 0
        ? 0
        : columns.findIndex(column => column[slot] !== column[before]);
    if (fresh >= 0) {
      for (let depth = fresh; depth < readers.length; depth++) {
        const { value, label } = readers[depth].values[columns[depth][slot]];
        tree.open(depth, value, label);
      }
      starts.push(position);
    }
  }
  starts.push(order.length);
  tree.addEmptyRoots(emptyRoots);
  return { ...tree.finish(), order, leafStart: Uint32Array.from(starts) };
}

class TreeBuilder {
  private readonly roots: GroupNode[] = [];
  private readonly path: GroupNode[] = [];
  private leaves = 0;

  constructor(private readonly keys: GroupKey[]) {}

  open(depth: number, value: string, label: string): void {
    const parent = depth ? this.path[depth - 1] : undefined;
    const isLeaf = depth === this.keys.length - 1;
    const node = newNode(this.keys[depth], value, label, depth, parent);
    node.leaf = isLeaf ? this.leaves++ : -1;
    (parent ? parent.children : this.roots).push(node);
    this.path[depth] = node;
  }

  addEmptyRoots(empty: EmptyRoots): void {
    for (const { value, label } of empty) {
      if (!this.roots.some(root => root.value === value)) {
        const at = this.roots.findIndex(root => compareLabels(label, root) < 0);
        const node = newNode(this.keys[0], value, label, 0, undefined);
        this.roots.splice(at < 0 ? this.roots.length : at, 0, node);
      }
    }
  }

  finish(): Pick<Grouping, 'keys' | 'roots' | 'nodes' | 'leaves'> {
    const nodes: GroupNode[] = [];
    const visit = (node: GroupNode) => {
      node.index = nodes.push(node) - 1;
      node.children.forEach(visit);
    };
    this.roots.forEach(visit);
    return {
      keys: this.keys,
      roots: this.roots,
      nodes,
      leaves: nodes.filter(n => n.leaf >= 0),
    };
  }
}

const collator = new Intl.Collator('en', { numeric: true });

function compareLabels(label: string, root: GroupNode): number {
  return root.value ? collator.compare(label, root.label) : -1;
}

function newNode(
  key: GroupKey,
  value: string,
  label: string,
  depth: number,
  parent: GroupNode | undefined,
): GroupNode {
  const segment = encodeURIComponent(value);
  return {
    id: parent ? `${parent.id}/${segment}` : segment,
    index: -1,
    key,
    value,
    label,
    depth,
    parent,
    children: [],
    leaf: -1,
    total: 0,
    matching: 0,
    failing: 0,
    states: new Uint32Array(POD_STATES.length),
  };
}

/** Id of the leaf that a pod belongs to, whether or not that group exists yet. */
export function leafIdOf(
  table: PodTable,
  keys: readonly GroupKey[],
  slot: number,
): string {
  return keys
    .map(key => encodeURIComponent(keyValueOf(table, key, slot).value))
    .join('/');
}
