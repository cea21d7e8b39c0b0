import { EMPTY, type Placement } from '../model/placement';

/** The selection after a click, from the one before. */
export function clickSelection(
  placement: Placement,
  selected: readonly number[],
  slot: number,
  keys: { toggle: boolean; range: boolean },
): number[] {
  if (keys.range && selected.length > 0) {
    const range = rangeInGroup(placement, selected[selected.length - 1], slot);
    if (range) {
      return [...new Set([...selected, ...range])];
    }
  }
  if (keys.toggle) {
    return selected.includes(slot)
      ? selected.filter(other => other !== slot)
      : [...selected, slot];
  }
  return [slot];
}

/** All pods between two cells of one group; `undefined` across groups. */
function rangeInGroup(
  placement: Placement,
  from: number,
  to: number,
): number[] | undefined {
  const leaf = placement.leafOfSlot[from];
  if (
    leaf === undefined ||
    leaf === EMPTY ||
    leaf !== placement.leafOfSlot[to]
  ) {
    return undefined;
  }
  const cells = [placement.cellOfSlot[from], placement.cellOfSlot[to]];
  const [first, last] = cells[0] < cells[1] ? cells : [cells[1], cells[0]];
  const range = placement.slotOfCell.subarray(first, last + 1);
  const slots = [...range].filter(slot => slot !== EMPTY);
  // The clicked pod comes last: the next range starts from it.
  return [...slots.filter(slot => slot !== to), to];
}
