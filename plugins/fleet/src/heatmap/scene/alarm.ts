import type { BoundColouring } from '../model/colouring/types';
import type { Grouping } from '../model/grouping';
import { EMPTY, type Placement } from '../model/placement';
import type { HeatmapTokens } from '../tokens';
import type { GroupNode } from '../types';
import type { SceneContext } from './sceneStyle';

/** What headers count in colour: failing pods, or under usage the pods in the last step. */
export function alarmOf(
  colouring: BoundColouring,
  grouping: Grouping,
  placement: Placement,
  tokens: HeatmapTokens,
): SceneContext['alarm'] {
  const { alarm } = colouring;
  if (alarm === 'failing') {
    return {
      mark: '✕',
      colour: tokens.failingText,
      countOf: node => node.failing,
      words: true,
    };
  }
  let counts: Map<GroupNode, number> | undefined;
  return {
    mark: '▲',
    colour: tokens.usage[tokens.usage.length - 1],
    // Counted when first asked for: many contexts are made, few are asked.
    countOf: node => {
      counts ??= countCode(alarm, colouring, grouping, placement);
      return counts.get(node) ?? 0;
    },
    words: false,
  };
}

function countCode(
  code: number,
  { codeOf }: BoundColouring,
  { leaves }: Grouping,
  { leafOfSlot }: Placement,
): Map<GroupNode, number> {
  const byLeaf = new Uint32Array(leaves.length);
  leafOfSlot.forEach((leaf, slot) => {
    if (leaf !== EMPTY && codeOf(slot) === code) {
      byLeaf[leaf] += 1;
    }
  });
  const counts = new Map<GroupNode, number>();
  for (const leaf of leaves) {
    for (let node: GroupNode | undefined = leaf; node; node = node.parent) {
      counts.set(node, (counts.get(node) ?? 0) + byLeaf[leaf.leaf]);
    }
  }
  return counts;
}
