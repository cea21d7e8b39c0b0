import type { LayoutBox, LayoutLine, Point } from './layered';

/** Distances of the estate, px. */
export const COLUMN_GAP = 60;
const MIN_ROW_GAP = 28;
const MAX_ROW_GAP = 56;

/** Width to height of the canvas beside its panel. */
const ASPECT = 10 / 7;
/** The order of a column hardly changes any more after so many sweeps. */
const SWEEPS = 6;

/**
 * Places boxes in columns from left to right, in the order of their `column`. A
 * column that would be too high for the shape of the canvas becomes several side
 * by side, callers left of what they call. Inside a column, boxes stand beside
 * what they are connected to. The same boxes and lines always give the same
 * picture, in whatever order they come.
 */
export function columnPositions(
  boxes: readonly LayoutBox[],
  lines: readonly LayoutLine[],
): Map<string, Point> {
  const sorted = [...boxes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const neighbours = neighboursOf(lines);
  const stages = stagesOf(sorted).map(stage => callersFirst(stage, lines));
  const columns = untangled(wellShaped(stages), neighbours);
  const height = Math.max(0, ...columns.map(column => heightOf(column)));

  const positions = new Map<string, Point>();
  let x = 0;
  for (const column of columns) {
    const spare = height - heightOf(column);
    const gap =
      column.length > 1
        ? Math.min(MAX_ROW_GAP, MIN_ROW_GAP + spare / (column.length - 1))
        : 0;
    const rest = height - heightOf(column, gap);
    let y = Math.round(rest / 2);
    for (const box of column) {
      positions.set(box.id, { x, y });
      y += box.height + Math.round(gap);
    }
    x += Math.max(...column.map(({ width }) => width)) + COLUMN_GAP;
  }
  return positions;
}

type Column = LayoutBox[];

function heightOf(column: Column, gap = MIN_ROW_GAP): number {
  return (
    column.reduce((sum, box) => sum + box.height, 0) +
    gap * Math.max(0, column.length - 1)
  );
}

function neighboursOf(lines: readonly LayoutLine[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const add = (id: string, other: string) =>
    neighbours.set(id, [...(neighbours.get(id) ?? []), other]);
  for (const { from, to } of lines) {
    add(from, to);
    add(to, from);
  }
  // Sums of the same numbers in another order may differ in their last digit.
  neighbours.forEach(list => list.sort());
  return neighbours;
}

function stagesOf(boxes: readonly LayoutBox[]): Column[] {
  const stages = new Map<number, Column>();
  for (const box of boxes) {
    const stage = box.column ?? 0;
    stages.set(stage, [...(stages.get(stage) ?? []), box]);
  }
  return [...stages].sort(([a], [b]) => a - b).map(([, stage]) => stage);
}

/** Who calls more of its own stage than calls it comes first. */
function callersFirst(stage: Column, lines: readonly LayoutLine[]): Column {
  const ids = new Set(stage.map(({ id }) => id));
  const lead = new Map<string, number>();
  for (const { from, to } of lines) {
    if (ids.has(from) && ids.has(to)) {
      lead.set(from, (lead.get(from) ?? 0) + 1);
      lead.set(to, (lead.get(to) ?? 0) - 1);
    }
  }
  return [...stage].sort(
    (a, b) => (lead.get(b.id) ?? 0) - (lead.get(a.id) ?? 0),
  );
}

/** Cuts a stage into as many columns as `limit` asks for, all of about the same height. */
function cut(stage: Column, limit: number): Column[] {
  const amount = Math.ceil(heightOf(stage) / limit);
  const columns: Column[] = [];
  let rest = stage;
  for (let left = amount; left > 0 && rest.length > 0; left -= 1) {
    const share = heightOf(rest) / left;
    let taken = 1;
    while (
      taken < rest.length &&
      (left === 1 ||
        heightOf(rest.slice(0, taken + 1)) - rest[taken].height / 2 <= share)
    ) {
      taken += 1;
    }
    columns.push(rest.slice(0, taken));
    rest = rest.slice(taken);
  }
  return columns;
}

/** Of all heights, the one with which the picture is the largest on the canvas. */
function wellShaped(stages: readonly Column[]): Column[] {
  const highest = Math.max(0, ...stages.map(stage => heightOf(stage)));
  const tallestBox = Math.max(0, ...stages.flat().map(({ height }) => height));
  let best: { columns: Column[]; extent: number } | undefined;
  for (let limit = highest; limit >= tallestBox && limit > 0; ) {
    const bound = limit;
    const columns = stages.flatMap(stage => cut(stage, bound));
    const height = Math.max(...columns.map(column => heightOf(column)));
    const width = columns.reduce(
      (sum, column) =>
        sum + Math.max(...column.map(box => box.width)) + COLUMN_GAP,
      -COLUMN_GAP,
    );
    const extent = Math.max(width / ASPECT, height);
    if (!best || extent < best.extent) {
      best = { columns, extent };
    }
    limit = Math.min(limit * 0.9, limit - 1);
  }
  return best?.columns ?? [];
}

/** Boxes of each column in the order of the middle of what they are connected to. */
function untangled(
  columns: readonly Column[],
  neighbours: ReadonlyMap<string, readonly string[]>,
): Column[] {
  const place = new Map<string, number>();
  const note = (column: Column) =>
    column.forEach(({ id }, row) => place.set(id, (row + 0.5) / column.length));
  const current = columns.map(column => [...column]);
  current.forEach(note);
  const middle = ({ id }: LayoutBox) => {
    const rows = (neighbours.get(id) ?? []).flatMap(other => {
      const row = place.get(other);
      return row === undefined ? [] : [row];
    });
    return rows.length === 0
      ? place.get(id)!
      : rows.reduce((sum, row) => sum + row, 0) / rows.length;
  };
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const order = current.map((_, index) => index);
    for (const index of sweep % 2 === 0 ? order : order.reverse()) {
      const middles = new Map(current[index].map(box => [box.id, middle(box)]));
      current[index].sort(
        (a, b) =>
          middles.get(a.id)! - middles.get(b.id)! || (a.id < b.id ? -1 : 1),
      );
      note(current[index]);
    }
  }
  return current;
}
