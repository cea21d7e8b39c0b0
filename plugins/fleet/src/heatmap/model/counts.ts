import {
  isFailing,
  podStateOf,
  POD_STATES,
  type PodTable,
} from '@panorama/plugin-fleet-common';
import type { GroupNode } from '../types';
import type { Grouping } from './grouping';

const FAILING_CODES = POD_STATES.map((state, code) =>
  isFailing(state) ? code : -1,
).filter(code => code >= 0);

/**
 * Writes totals, states, matches and the worst state into the tree.
 *
 * @param leafOfSlot - leaf by slot, -1 for pods that are not shown
 */
export function countGroups(
  table: PodTable,
  grouping: Grouping,
  leafOfSlot: Int32Array,
  match: Uint8Array | undefined,
): void {
  const width = POD_STATES.length;
  const states = new Uint32Array(grouping.leaves.length * width);
  const matching = new Uint32Array(grouping.leaves.length);
  for (let slot = 0; slot < leafOfSlot.length; slot++) {
    const leaf = leafOfSlot[slot];
    if (leaf >= 0) {
      states[leaf * width + Math.min(table.state[slot], width - 1)] += 1;
      matching[leaf] += !match || match[slot] ? 1 : 0;
    }
  }
  // Children come after their parents in `nodes`: backwards, every sum is ready when needed.
  for (const node of grouping.nodes) {
    node.states.fill(0);
    node.matching = 0;
  }
  for (let index = grouping.nodes.length - 1; index >= 0; index--) {
    const node = grouping.nodes[index];
    if (node.leaf >= 0) {
      node.states.set(
        states.subarray(node.leaf * width, (node.leaf + 1) * width),
      );
      node.matching = matching[node.leaf];
    }
    finishNode(node);
    if (node.parent) {
      for (let code = 0; code < width; code++) {
        node.parent.states[code] += node.states[code];
      }
      node.parent.matching += node.matching;
    }
  }
}

function finishNode(node: GroupNode): void {
  node.total = node.states.reduce((sum, count) => sum + count, 0);
  node.failing = FAILING_CODES.reduce(
    (sum, code) => sum + node.states[code],
    0,
  );
  const worst = node.states.findIndex(count => count > 0);
  node.worst = worst < 0 ? undefined : podStateOf(worst);
}
