import { isFailing, podStateOf } from '@panorama/plugin-fleet-common';
import { firstCell, moveFrom, nextCellWhere } from '../layout/movement';
import { EMPTY } from '../model/placement';
import type { Picture } from '../Picture';
import type { FocusDirection, FocusedCell } from '../types';
import { cssRectOf } from './coordinates';

export interface KeyboardFocusOptions {
  picture: Picture;
  /** The picture moved to show the focus. */
  onMoved(): void;
  onFocus(focus: FocusedCell | undefined): void;
}

/** The cell that the keyboard is on. It follows its pod, not its place. */
export class KeyboardFocus {
  private focused: number | undefined;

  constructor(private readonly options: KeyboardFocusOptions) {}

  /** The focused pod, also while it has no cell. */
  slot(): number | undefined {
    return this.focused;
  }

  cell(): number | undefined {
    return this.cellOf(this.focused);
  }

  /** `undefined` takes the focus away. */
  toSlot(slot: number | undefined): FocusedCell | undefined {
    return this.toCell(this.cellOf(slot));
  }

  move(direction: FocusDirection): FocusedCell | undefined {
    const { picture } = this.options;
    const cell = this.cell();
    return this.toCell(
      cell === undefined
        ? firstCell(picture)
        : moveFrom(picture, cell, direction),
    );
  }

  /** The focus stays where it is when no visible pod fails. */
  nextFailing(step: 1 | -1): FocusedCell | undefined {
    const { table } = this.options.picture;
    return this.toNext(this.cell(), step, slot =>
      isFailing(podStateOf(table.state[slot])),
    );
  }

  /** From a pod, or from the focus where that has no cell. */
  nextPod(from: number | undefined, step: 1 | -1): FocusedCell | undefined {
    return this.toNext(this.cellOf(from) ?? this.cell(), step, () => true);
  }

  /** Only over pods that match the filter. */
  private toNext(
    from: number | undefined,
    step: 1 | -1,
    isWanted: (slot: number) => boolean,
  ): FocusedCell | undefined {
    const { picture } = this.options;
    const { match } = picture.view;
    const cell = nextCellWhere(
      picture,
      from,
      step,
      slot => (!match || !!match[slot]) && isWanted(slot),
    );
    return cell === undefined ? undefined : this.toCell(cell);
  }

  private cellOf(slot: number | undefined): number | undefined {
    const cell =
      slot === undefined
        ? EMPTY
        : this.options.picture.placement.cellOfSlot[slot];
    return cell === undefined || cell === EMPTY ? undefined : cell;
  }

  private toCell(cell: number | undefined): FocusedCell | undefined {
    const { picture, onMoved, onFocus } = this.options;
    if (cell === undefined) {
      this.focused = undefined;
      onFocus(undefined);
      return undefined;
    }
    if (picture.reveal(picture.squareOf(cell))) {
      onMoved();
    }
    this.focused = picture.placement.slotOfCell[cell];
    const focus = this.describe(cell, this.focused);
    onFocus(focus);
    return focus;
  }

  private describe(cell: number, slot: number): FocusedCell {
    const { picture } = this.options;
    const { placement, grouping } = picture;
    const leaf = placement.leafOfCell(cell);
    const start = placement.start[leaf];
    const before = placement.slotOfCell.subarray(start, cell + 1);
    return {
      slot,
      group: grouping.leaves[leaf],
      position: before.reduce(
        (count, other) => count + (other === EMPTY ? 0 : 1),
        0,
      ),
      rect: cssRectOf(picture, picture.squareOf(cell)),
    };
  }
}
