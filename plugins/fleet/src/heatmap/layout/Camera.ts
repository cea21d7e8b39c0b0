import type { GroupNode, ZoomLevel } from '../types';
import type { Arrangement } from './arrange';
import { nodeRect, type PixelRect } from './hitTest';
import { clampOffset, levelOf, zoomedPitch, zoomLadder } from './zoom';

/** A point that stays under the hand while the pitch changes. */
interface Anchor {
  node?: GroupNode;
  /** In cells for leaves, otherwise as shares of the rectangle. */
  u: number;
  v: number;
}

/**
 * Which part of the content is visible and how large. Pitch and offset are
 * whole device pixels, so cells never fall between pixels.
 */
export class Camera {
  pitch = 1;
  x = 0;
  y = 0;
  width = 1;
  height = 1;
  private dpr = 1;
  private fitted = 1;
  private ladder: number[] = [1];

  /** Takes a new fitted pitch over; stays fitted if it was, else keeps its size where allowed. */
  refit(fitted: number, dpr: number): void {
    const wasFitted = this.isFitted() || dpr !== this.dpr;
    this.fitted = fitted;
    this.dpr = dpr;
    this.ladder = zoomLadder(fitted, dpr);
    this.pitch = wasFitted ? fitted : Math.max(fitted, this.pitch);
  }

  isFitted(): boolean {
    return this.pitch === this.fitted;
  }

  level(): ZoomLevel {
    return levelOf(this.pitch, this.dpr);
  }

  /** The pitch that a zoom step leads to. */
  stepped(factor: number): number {
    return zoomedPitch(this.ladder, this.pitch, factor);
  }

  /** The largest pitch at which something of a size at the present pitch is still all visible. */
  pitchToShow(rect: PixelRect): number {
    const scale = Math.min(this.width / rect.width, this.height / rect.height);
    const wanted = this.pitch * scale * 0.95;
    const limit = 28 * this.dpr;
    const rungs = this.ladder.filter(rung => rung <= wanted && rung <= limit);
    return rungs.length ? rungs[rungs.length - 1] : this.fitted;
  }

  fittedPitch(): number {
    return this.fitted;
  }

  /** Remembers what is at a point of the viewport. */
  anchorAt(
    arrangement: Arrangement,
    leafAt: GroupNode | undefined,
    x: number,
    y: number,
  ): Anchor {
    const [cx, cy] = [x - this.x, y - this.y];
    if (leafAt && leafAt.leaf >= 0) {
      return {
        node: leafAt,
        u: (cx - arrangement.leafX[leafAt.leaf]) / arrangement.pitch,
        v: (cy - arrangement.leafY[leafAt.leaf]) / arrangement.pitch,
      };
    }
    const rect = leafAt
      ? nodeRect(arrangement, leafAt)
      : { x: 0, y: 0, width: arrangement.width, height: arrangement.height };
    return {
      node: leafAt,
      u: (cx - rect.x) / Math.max(1, rect.width),
      v: (cy - rect.y) / Math.max(1, rect.height),
    };
  }

  /** Puts an anchor back to a point of the viewport, as far as the edges allow. */
  restore(
    arrangement: Arrangement,
    { node, u, v }: Anchor,
    x: number,
    y: number,
  ): void {
    if (node && node.leaf >= 0) {
      this.moveTo(
        arrangement,
        x - arrangement.leafX[node.leaf] - u * arrangement.pitch,
        y - arrangement.leafY[node.leaf] - v * arrangement.pitch,
      );
      return;
    }
    const rect = node
      ? nodeRect(arrangement, node)
      : { x: 0, y: 0, width: arrangement.width, height: arrangement.height };
    this.moveTo(
      arrangement,
      x - rect.x - u * rect.width,
      y - rect.y - v * rect.height,
    );
  }

  moveTo(arrangement: Arrangement, x: number, y: number): boolean {
    const nextX = clampOffset(x, arrangement.width, this.width);
    const nextY = clampOffset(y, arrangement.height, this.height);
    const moved = nextX !== this.x || nextY !== this.y;
    this.x = nextX;
    this.y = nextY;
    return moved;
  }

  /** Moves by the least amount that brings a rectangle of the content into view. */
  reveal(arrangement: Arrangement, rect: PixelRect, margin: number): boolean {
    const axis = (
      offset: number,
      start: number,
      length: number,
      viewport: number,
    ) => {
      const from = start + offset;
      if (from < margin) {
        return offset + margin - from;
      }
      return from + length > viewport - margin
        ? offset + viewport - margin - from - length
        : offset;
    };
    return this.moveTo(
      arrangement,
      axis(this.x, rect.x, rect.width, this.width),
      axis(this.y, rect.y, rect.height, this.height),
    );
  }
}
