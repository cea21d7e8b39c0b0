import type { Point, Positions } from '../layout/layered';
import { MAP_COLUMNS, type MapColumn } from './grouping';
import type { Scene } from './scene';

/** What the columns of the estate are called, and where that stands. */
export interface ColumnHeading {
  column: MapColumn;
  at: Point;
}

/** Distance of a heading from the boxes below it, px. */
const ABOVE = 36;

/** One heading at the left edge of each column, all on one line above the picture. */
export function columnHeadings(scene: Scene, at: Positions): ColumnHeading[] {
  if (scene.layout !== 'columns') {
    return [];
  }
  const top = Math.min(...[...at.values()].map(({ y }) => y));
  return MAP_COLUMNS.flatMap((column, place): ColumnHeading[] => {
    const lefts = scene.boxes.flatMap(box => {
      const own = box.column === place ? at.get(box.id) : undefined;
      return own ? [own.x] : [];
    });
    return lefts.length === 0
      ? []
      : [{ column, at: { x: Math.min(...lefts), y: top - ABOVE } }];
  });
}
