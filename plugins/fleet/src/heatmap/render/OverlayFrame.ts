import type { BarItem, LabelItem } from './buckets/labelBucket';
import type { FlashItem, OutlineItem, RingItem } from './buckets/outlineBucket';

/** Everything that stands above the cells, drawn with Canvas 2D in both back ends. */
export interface OverlayFrame {
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  width: number;
  height: number;
  offsetX: number;
  offsetY: number;
  /** Where headers stop that would scroll out at the left. */
  stickX: number;
  /** One CSS pixel in whole device pixels. */
  unit: number;
  now: number;
  colours: { text: string; well: string; focus: string };
  outlines: readonly OutlineItem[];
  labels: readonly LabelItem[];
  bars: readonly BarItem[];
  rings: readonly RingItem[];
  flashes: readonly { item: FlashItem; since: number }[];
}
