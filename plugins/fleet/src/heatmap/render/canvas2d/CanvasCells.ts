import {
  PLACE_WORDS,
  STYLE_BYTES,
  type CellBucket,
} from '../buckets/cellBucket';
import type { CellFrame, CellLayer, LayerCost } from '../CellLayer';
import type { PackedColour } from '../colour';
import { NO_CELL, type Atlas } from '../sprites';

type Canvas2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/**
 * Cells without WebGL: pixels are written into one image and put on the canvas
 * in one go, so the cost follows the number of pixels, not of pods.
 */
export class CanvasCells implements CellLayer {
  readonly backend = 'canvas2d';
  private bucket: CellBucket | undefined;
  private atlas: Atlas | undefined;
  private image: ImageData | undefined;

  constructor(private readonly context: Canvas2D) {}

  setBucket(bucket: CellBucket): void {
    this.bucket = bucket;
  }

  restyle(instances: Uint32Array, style: Uint8Array): void {
    const target = this.bucket?.style;
    instances.forEach((instance, i) => {
      target?.set(
        style.subarray(i * STYLE_BYTES, (i + 1) * STYLE_BYTES),
        instance * STYLE_BYTES,
      );
    });
  }

  setAtlas(atlas: Atlas): void {
    this.atlas = atlas;
  }

  draw(frame: CellFrame): LayerCost {
    if (frame.width < 1 || frame.height < 1) {
      return { drawCalls: 0, bytesUploaded: 0 };
    }
    if (
      this.image?.width !== frame.width ||
      this.image.height !== frame.height
    ) {
      this.image = this.context.createImageData(frame.width, frame.height);
    }
    const pixels = new Uint32Array(this.image.data.buffer);
    paintCells(pixels, frame, this.bucket, this.atlas);
    this.context.putImageData(this.image, 0, 0);
    return { drawCalls: 1, bytesUploaded: this.image.data.byteLength };
  }

  destroy(): void {
    this.bucket = undefined;
    this.image = undefined;
  }
}

/** The whole layer into a pixel buffer of `frame.width × frame.height`. */
export function paintCells(
  pixels: Uint32Array,
  frame: CellFrame,
  bucket: CellBucket | undefined,
  atlas: Atlas | undefined,
): void {
  pixels.fill(frame.ground);
  for (let i = 0; i < frame.wells.length; i += 4) {
    const [x, y, width, height] = frame.wells.subarray(i, i + 4);
    fillRect(
      pixels,
      frame,
      x + frame.offsetX,
      y + frame.offsetY,
      width,
      height,
      frame.well,
    );
  }
  if (!bucket || !atlas) {
    return;
  }
  const { place, style, count } = bucket;
  const { origins, pitch, cell, offsetX, offsetY } = frame;
  for (let instance = 0; instance < count; instance++) {
    const code = style[instance * STYLE_BYTES];
    if (code !== NO_CELL) {
      const leaf = place[instance * PLACE_WORDS];
      const grid = place[instance * PLACE_WORDS + 1];
      const x = origins[leaf * 2] + (grid & 0xffff) * pitch + offsetX;
      const y = origins[leaf * 2 + 1] + (grid >>> 16) * pitch + offsetY;
      if (x < frame.width && y < frame.height && x + cell > 0 && y + cell > 0) {
        copySprite(
          pixels,
          frame,
          atlas,
          code,
          style[instance * STYLE_BYTES + 1],
          x,
          y,
        );
      }
    }
  }
}

function copySprite(
  pixels: Uint32Array,
  { width, height, cell }: CellFrame,
  { pixels: source, sprite, codes }: Atlas,
  code: number,
  variant: number,
  x: number,
  y: number,
): void {
  const stride = codes * sprite;
  const fromX = Math.max(0, -x);
  const toX = Math.min(cell, width - x);
  const toY = Math.min(cell, height - y);
  for (let row = Math.max(0, -y); row < toY; row++) {
    const spriteRow = sprite === cell ? row : Math.floor((row * sprite) / cell);
    const from = (variant * sprite + spriteRow) * stride + code * sprite;
    const to = (y + row) * width + x;
    if (sprite === cell) {
      for (let col = fromX; col < toX; col++) {
        pixels[to + col] = source[from + col];
      }
    } else {
      for (let col = fromX; col < toX; col++) {
        pixels[to + col] = source[from + Math.floor((col * sprite) / cell)];
      }
    }
  }
}

function fillRect(
  pixels: Uint32Array,
  frame: CellFrame,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: PackedColour,
): void {
  const left = Math.max(0, x);
  const right = Math.min(frame.width, x + width);
  const bottom = Math.min(frame.height, y + height);
  for (let row = Math.max(0, y); row < bottom && left < right; row++) {
    pixels.fill(colour, row * frame.width + left, row * frame.width + right);
  }
}
