import type { PodTable } from '@panorama/plugin-fleet-common';
import { useMemo, useRef } from 'react';
import { keyValueOf, type GroupKey } from '../heatmap';
import type { Selection } from './podsUrl';

/** Where a pod of this name is in the table now. */
export function findSlot(
  table: PodTable,
  pod: Extract<Selection, { type: 'pod' }>,
  guess?: number,
): number | undefined {
  const isIt = (slot: number) => {
    if (!table.live[slot] || table.names[slot] !== pod.name) {
      return false;
    }
    const namespace = table.namespaceOf(slot);
    return (
      namespace.name === pod.namespace &&
      table.clusters[namespace.cluster] === pod.cluster
    );
  };
  if (guess !== undefined && isIt(guess)) {
    return guess;
  }
  for (let slot = 0; slot < table.length; slot++) {
    if (isIt(slot)) {
      return slot;
    }
  }
  return undefined;
}

/** Slots of the pods in a group, given the grouping's keys. */
export function slotsOfGroup(
  table: PodTable,
  grouping: readonly GroupKey[],
  id: string,
): number[] {
  const values = id.split('/').map(decodeURIComponent);
  const keys = grouping.slice(0, values.length);
  const slots: number[] = [];
  for (let slot = 0; slot < table.length; slot++) {
    if (
      table.live[slot] &&
      keys.every(
        (key, depth) => keyValueOf(table, key, slot).value === values[depth],
      )
    ) {
      slots.push(slot);
    }
  }
  return slots;
}

/** The pods that the URL selects, as slots of the live table. */
export function useSelectedSlots(
  table: PodTable,
  version: number,
  selection: readonly Selection[],
): number[] {
  const guesses = useRef(new Map<string, number>());
  const last = useRef<number[]>([]);
  return useMemo(() => {
    const slots = selection.flatMap(each => {
      if (each.type !== 'pod') {
        return [];
      }
      const key = `${each.cluster}/${each.namespace}/${each.name}`;
      const slot = findSlot(table, each, guesses.current.get(key));
      if (slot === undefined) {
        return [];
      }
      guesses.current.set(key, slot);
      return [slot];
    });
    // The same slots are the same list: the picture is not told again.
    if (slots.join() !== last.current.join()) {
      last.current = slots;
    }
    return last.current;
    // The table changes in place; its version says when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [table, version, selection]);
}
