import type { OutlineItem } from '../buckets/outlineBucket';
import type { OverlayFrame } from '../OverlayFrame';

/** Frame borders. A stale frame is dashed by its item. */
export function drawOutlines({
  context,
  offsetX,
  offsetY,
  outlines,
}: OverlayFrame): void {
  for (const item of outlines) {
    strokeInside(context, item, item.x + offsetX, item.y + offsetY);
  }
  context.setLineDash([]);
}

/** Strokes lie on the centre of their path: half a line inwards keeps them on whole pixels. */
function strokeInside(
  context: OverlayFrame['context'],
  { width, height, colour, line, radius, dash }: OutlineItem,
  x: number,
  y: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.setLineDash([...dash]);
  context.beginPath();
  context.roundRect(
    x + line / 2,
    y + line / 2,
    width - line,
    height - line,
    radius,
  );
  context.stroke();
}
