import type { PixelRect } from '../layout/hitTest';
import { EMPTY } from '../model/placement';
import type { RingItem } from '../render/buckets/outlineBucket';
import { squareOf, type Squares } from '../squares';

/** What is pointed at, by slot. */
export interface Marks {
  selected: readonly number[];
  hovered: number | undefined;
  focused: number | undefined;
  /** Device pixels of the content. */
  marquee: PixelRect | undefined;
}

/** Rings for marks, the focus last so that it lies on top. Pods without a cell have none. */
export function ringsOf(squares: Squares, marks: Marks): RingItem[] {
  const { placement } = squares;
  const rings: RingItem[] = [];
  const add = (kind: RingItem['kind'], slot: number | undefined) => {
    const cell =
      slot === undefined ? EMPTY : placement.cellOfSlot[slot] ?? EMPTY;
    if (cell !== EMPTY && cell < placement.slotOfCell.length) {
      rings.push({ kind, ...squareOf(squares, cell) });
    }
  };
  marks.selected.forEach(slot => add('selected', slot));
  add('hover', marks.hovered);
  add('focus', marks.focused);
  if (marks.marquee) {
    rings.push({ kind: 'marquee', ...marks.marquee });
  }
  return rings;
}
