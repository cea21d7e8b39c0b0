import type { RingItem } from '../buckets/outlineBucket';
import type { OverlayFrame } from '../OverlayFrame';

export const FLASH_MS = 600;

/** Selection, focus, hover and the rectangle being dragged, above everything else. */
export function drawRings(frame: OverlayFrame): void {
  for (const ring of frame.rings) {
    RINGS[ring.kind](frame, ring);
  }
  drawFlashes(frame);
}

type DrawRing = (frame: OverlayFrame, ring: RingItem) => void;

const RINGS: Record<RingItem['kind'], DrawRing> = {
  // 1 px in the ground colour inside 2 px in the text colour: visible on every fill.
  selected: (frame, ring) => {
    const { unit, colours } = frame;
    stroke(frame, ring, colours.well, unit, 0);
    stroke(frame, ring, colours.text, 2 * unit, 2 * unit);
  },
  focus: (frame, ring) => {
    const { unit, colours } = frame;
    stroke(frame, ring, colours.well, 2 * unit, 2 * unit);
    stroke(frame, ring, colours.focus, 2 * unit, 4 * unit);
  },
  hover: (frame, ring) =>
    stroke(frame, ring, frame.colours.text, frame.unit, frame.unit),
  marquee: (frame, ring) => {
    const { context, unit, colours } = frame;
    context.setLineDash([4 * unit, 3 * unit]);
    stroke(frame, ring, colours.text, unit, 0);
    context.setLineDash([]);
  },
};

/** A line of some width whose outer edge lies `outset` outside of the rectangle. */
function stroke(
  { context, offsetX, offsetY }: OverlayFrame,
  { x, y, width, height }: Omit<RingItem, 'kind'>,
  colour: string,
  line: number,
  outset: number,
): void {
  const inset = line / 2 - outset;
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.strokeRect(
    x + offsetX + inset,
    y + offsetY + inset,
    width - 2 * inset,
    height - 2 * inset,
  );
}

function drawFlashes(frame: OverlayFrame): void {
  const { flashes, context, now, unit, colours } = frame;
  for (const { item, since } of flashes) {
    context.globalAlpha = Math.max(0, 1 - (now - since) / FLASH_MS);
    const { x, y, size } = item;
    stroke(
      frame,
      { x, y, width: size, height: size },
      colours.text,
      unit,
      2 * unit,
    );
  }
  context.globalAlpha = 1;
}
