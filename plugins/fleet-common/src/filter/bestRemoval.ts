import type { PodTable } from '../frames/PodTable';
import type { FilterNode } from './ast';
import { formatFilter } from './format';
import { matchPods } from './matchPods';
import type { PodField } from './podFields';
import { chipsOf, withoutTerm } from './terms';

/** @public */
export interface FilterRemoval {
  /** The part to take away, as text. */
  part: string;
  /** The filter without it. */
  rest: FilterNode;
  count: number;
}

/**
 * For a filter without matches: the one part whose removal brings most pods
 * back, or `undefined` when none brings any.
 *
 * @public
 */
export function bestRemoval(
  node: FilterNode,
  table: PodTable,
  fields: readonly PodField[],
): FilterRemoval | undefined {
  let best: FilterRemoval | undefined;
  for (const chip of chipsOf(node)) {
    const rest = withoutTerm(node, chip.index);
    const { count } = matchPods(rest, table, fields);
    if (count > (best?.count ?? 0)) {
      const part = node.type === 'and' ? node.children[chip.index] : node;
      best = { part: formatFilter(part), rest, count };
    }
  }
  return best;
}
