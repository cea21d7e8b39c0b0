/** A border in device pixels of the content; lines lie inside the rectangle. */
export interface OutlineItem {
  x: number;
  y: number;
  width: number;
  height: number;
  colour: string;
  line: number;
  radius: number;
  dash: readonly number[];
}

/** A ring around a cell or rectangle. */
export interface RingItem {
  kind: 'hover' | 'selected' | 'focus' | 'marquee';
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Rings of changed cells; they vanish by themselves. */
export interface FlashItem {
  x: number;
  y: number;
  size: number;
}
