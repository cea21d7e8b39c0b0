import { cellsIn, type PixelRect } from '../layout/hitTest';
import type { Picture } from '../Picture';
import type { HeatmapCallbacks } from '../types';
import { contentRectOf, hitAt, hoverOf } from './coordinates';
import type { Area, GestureKeys, Point } from './gestures';
import { clickSelection } from './selection';

export interface PointingOptions {
  picture: Picture;
  callbacks: Pick<HeatmapCallbacks, 'onHover' | 'onSelect' | 'onSelectGroup'>;
  /** The rings of what is pointed at are others now. */
  onRings(): void;
}

/** What mouse and fingers point at: hover, click and rectangle. */
export class Pointing {
  private hoveredSlot: number | undefined;
  private rectangle: PixelRect | undefined;

  constructor(private readonly options: PointingOptions) {}

  hovered(): number | undefined {
    return this.hoveredSlot;
  }

  /** The rectangle that is being drawn, in device pixels of the content. */
  marquee(): PixelRect | undefined {
    return this.rectangle;
  }

  /** `undefined`: the pointer left. */
  hover(point: Point | undefined): void {
    const { picture, callbacks, onRings } = this.options;
    const hit = point && hitAt(picture, point);
    const next = hit?.type === 'cell' ? hoverOf(picture, hit) : undefined;
    if (next?.slot !== this.hoveredSlot) {
      this.hoveredSlot = next?.slot;
      onRings();
      callbacks.onHover?.(next);
    }
  }

  click(point: Point, keys: GestureKeys): void {
    const { picture, callbacks } = this.options;
    const hit = hitAt(picture, point);
    if (hit.type === 'cell') {
      const { slot } = hoverOf(picture, hit);
      const { placement, view } = picture;
      const slots = clickSelection(placement, view.selected, slot, keys);
      const gesture = keys.range ? 'range' : 'click';
      callbacks.onSelect?.(slots, keys.toggle ? 'toggle' : gesture);
    } else if (hit.type === 'group') {
      callbacks.onSelectGroup?.(hit.node);
    }
  }

  /** Draws the rectangle; when it is done, selects the matching pods in it. */
  dragMarquee(area: Area, done: boolean): void {
    const { picture, callbacks, onRings } = this.options;
    const { arrangement, placement, grouping, view } = picture;
    const rect = contentRectOf(picture, area);
    this.rectangle = done ? undefined : rect;
    onRings();
    if (done) {
      const cells = cellsIn(arrangement, placement, grouping.leaves, rect);
      const slots = cells.map(cell => placement.slotOfCell[cell]);
      const { match } = view;
      callbacks.onSelect?.(
        match ? slots.filter(slot => match[slot]) : slots,
        'rectangle',
      );
    }
  }
}
