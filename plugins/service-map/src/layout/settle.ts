import type { LayoutBox, Point, Positions } from './layered';

const GAP = 24;

/**
 * Puts a new layout together with what is on screen: what has a place keeps it,
 * and what is new goes where the layout wants it, moved down until it covers
 * nothing. So a refresh never moves a node.
 */
export function settle(
  boxes: readonly LayoutBox[],
  onScreen: Positions,
  wanted: Positions,
): Map<string, Point> {
  const settled = new Map<string, Point>();
  const placed: Array<LayoutBox & Point> = [];
  // A group that was opened is the largest: it stays, and what it covers gives way.
  const kept = boxes
    .flatMap(box => {
      const at = onScreen.get(box.id);
      return at ? [{ ...box, ...at }] : [];
    })
    .sort((a, b) => b.width * b.height - a.width * a.height);
  for (const box of kept) {
    const free = firstFree(box, box, placed);
    settled.set(box.id, free);
    placed.push({ ...box, ...free });
  }
  const shift = shiftBetween(settled, wanted);
  for (const box of boxes) {
    if (!settled.has(box.id)) {
      const { x, y } = wanted.get(box.id) ?? { x: 0, y: 0 };
      const free = firstFree(box, { x: x + shift.x, y: y + shift.y }, placed);
      settled.set(box.id, free);
      placed.push({ ...box, ...free });
    }
  }
  return settled;
}

/** How far the kept boxes stand from where the new layout has them, on average. */
function shiftBetween(kept: Positions, wanted: Positions): Point {
  const shifts = [...kept].flatMap(([id, at]) => {
    const there = wanted.get(id);
    return there ? [{ x: at.x - there.x, y: at.y - there.y }] : [];
  });
  const mean = (values: number[]) =>
    values.length === 0
      ? 0
      : Math.round(values.reduce((a, b) => a + b, 0) / values.length);
  return {
    x: mean(shifts.map(({ x }) => x)),
    y: mean(shifts.map(({ y }) => y)),
  };
}

function firstFree(
  box: LayoutBox,
  start: Point,
  placed: ReadonlyArray<LayoutBox & Point>,
): Point {
  let { y } = start;
  for (;;) {
    const top = y;
    const covered = placed.find(
      other =>
        start.x < other.x + other.width &&
        other.x < start.x + box.width &&
        top < other.y + other.height &&
        other.y < top + box.height,
    );
    if (!covered) {
      return { x: start.x, y };
    }
    y = covered.y + covered.height + GAP;
  }
}
