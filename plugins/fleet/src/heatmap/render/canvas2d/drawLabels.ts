import type { OverlayFrame } from '../OverlayFrame';

/** Headers and, in large cells, words and bars. */
export function drawLabels(frame: OverlayFrame): void {
  const { context, offsetX, offsetY, width, height } = frame;
  for (const bar of frame.bars) {
    context.fillStyle = bar.colour;
    context.fillRect(bar.x + offsetX, bar.y + offsetY, bar.width, bar.height);
  }
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  for (const label of frame.labels) {
    const y = label.y + offsetY;
    const natural = label.x + offsetX;
    const furthest = label.stickUntil + offsetX - label.width;
    const x = Math.max(natural, Math.min(frame.stickX, furthest));
    if (
      y > -label.width &&
      y < height + 40 &&
      x < width &&
      x + label.width > 0
    ) {
      for (const run of label.runs) {
        context.font = run.font;
        context.fillStyle = run.colour;
        context.fillText(run.text, x + run.dx, y);
      }
    }
  }
}
