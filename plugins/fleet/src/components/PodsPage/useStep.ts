import type { PodTable } from '@panorama/plugin-fleet-common';
import { useCallback, type RefObject } from 'react';
import type { GroupNode, Heatmap } from '../../heatmap';
import type { Selection } from '../../hooks/podsUrl';

/** Where `[` and `]` lead: to a neighbour in the order of what is on screen. */
export type Neighbour = { slot: number } | { group: string };

/** The groups of one level, in the order of the picture. */
function groupsAt(
  groups: readonly GroupNode[],
  depth: number,
): readonly GroupNode[] {
  return depth === 0
    ? groups
    : groupsAt(
        groups.flatMap(group => group.children),
        depth - 1,
      );
}

/** The next thing in a list, from its end to its beginning. */
export function around<T>(
  list: readonly T[],
  at: number,
  step: 1 | -1,
): T | undefined {
  if (list.length === 0) {
    return undefined;
  }
  const from = at < 0 && step < 0 ? 0 : at;
  return list[(from + step + list.length) % list.length];
}

/** Answers the neighbour of what is selected: of a group a group, else a pod. */
export function useStep(options: {
  heatmap: RefObject<Heatmap | undefined>;
  /** Slots by row while the table is shown, empty otherwise. */
  rows: RefObject<readonly number[]>;
  table: PodTable;
  isTable: boolean;
  selection: readonly Selection[];
  slots: readonly number[];
}): (step: 1 | -1) => Neighbour | undefined {
  const { heatmap, rows, table, isTable, selection, slots } = options;
  return useCallback(
    step => {
      const [selected] = selection;
      const from = slots[0];
      if (isTable) {
        const order = (rows.current ?? []).filter(slot => table.live[slot]);
        const slot = around(order, order.indexOf(from), step);
        return slot === undefined ? undefined : { slot };
      }
      if (selected?.type === 'group') {
        const depth = selected.id.split('/').length - 1;
        const groups = groupsAt(heatmap.current?.groups() ?? [], depth);
        const at = groups.findIndex(({ id }) => id === selected.id);
        const group = around(groups, at, step);
        return group && { group: group.id };
      }
      const focus = heatmap.current?.nextPod(from, step);
      return focus && { slot: focus.slot };
    },
    [heatmap, rows, table, isTable, selection, slots],
  );
}
