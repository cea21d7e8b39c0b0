import type { ElkNode } from 'elkjs/lib/elk-api';

/** A box to be placed; sizes in px. */
export interface LayoutBox {
  id: string;
  width: number;
  height: number;
  /** Boxes of a lower column stand left of those of a higher one. */
  column?: number;
}

export interface LayoutLine {
  id: string;
  from: string;
  to: string;
}

export interface Point {
  x: number;
  y: number;
}

/** Top left corner of each box. */
export type Positions = ReadonlyMap<string, Point>;

/** The question for ELK: layers from left to right, columns kept apart. */
export function layeredGraph(
  boxes: readonly LayoutBox[],
  lines: readonly LayoutLine[],
): ElkNode {
  return {
    id: 'map',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.edgeRouting': 'SPLINES',
      'elk.spacing.nodeNode': '36',
      'elk.layered.spacing.nodeNodeBetweenLayers': '72',
      'elk.partitioning.activate': 'true',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.randomSeed': '1',
    },
    children: boxes.map(({ id, width, height, column }) => ({
      id,
      width,
      height,
      ...(column !== undefined && {
        layoutOptions: { 'elk.partitioning.partition': String(column) },
      }),
    })),
    edges: lines.map(({ id, from, to }) => ({
      id,
      sources: [from],
      targets: [to],
    })),
  };
}

export function positionsOf(answer: ElkNode): Map<string, Point> {
  return new Map(
    (answer.children ?? []).map(({ id, x = 0, y = 0 }) => [
      id,
      { x: Math.round(x), y: Math.round(y) },
    ]),
  );
}

/**
 * Rows and columns without looking at the calls: what is drawn when the layout
 * takes too long or fails.
 */
export function gridPositions(boxes: readonly LayoutBox[]): Map<string, Point> {
  const positions = new Map<string, Point>();
  const columns = [...new Set(boxes.map(({ column = 0 }) => column))].sort(
    (a, b) => a - b,
  );
  const perColumn = Math.max(4, Math.ceil(Math.sqrt(boxes.length)));
  let left = 0;
  for (const column of columns) {
    const inside = boxes.filter(box => (box.column ?? 0) === column);
    for (let start = 0; start < inside.length; start += perColumn) {
      const stack = inside.slice(start, start + perColumn);
      let top = 0;
      for (const { id, height } of stack) {
        positions.set(id, { x: left, y: top });
        top += height + 36;
      }
      left += Math.max(...stack.map(({ width }) => width)) + 72;
    }
  }
  return positions;
}

/** What identifies a layout: the same boxes and lines need no second one. */
export function structureKey(
  boxes: readonly LayoutBox[],
  lines: readonly LayoutLine[],
): string {
  return JSON.stringify([
    boxes.map(({ id, width, height, column }) => [id, width, height, column]),
    lines.map(({ from, to }) => [from, to]),
  ]);
}
