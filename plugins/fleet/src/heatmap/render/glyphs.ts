import type { CellGlyph } from '../model/colouring/types';

export const GLYPH_SIZE = 5;

/** Drawn in cells; the same meanings as the SVG of the page. One character is one pixel. */
const DRAWINGS: Record<Exclude<CellGlyph, 'none'>, string[]> = {
  cross: ['#...#', '.#.#.', '..#..', '.#.#.', '#...#'],
  arrowDown: ['..#..', '..#..', '#.#.#', '.###.', '..#..'],
  triangle: ['..#..', '..#..', '.###.', '.###.', '#####'],
  posts: ['##.##', '##.##', '##.##', '##.##', '##.##'],
  bar: ['.....', '.....', '#####', '.....', '.....'],
  dot: ['.....', '.###.', '.###.', '.###.', '.....'],
  stroke: ['#....', '.#...', '..#..', '...#.', '....#'],
};

/** Whether the 5 × 5 drawing of a glyph has ink at a place. */
export function glyphInkAt(glyph: CellGlyph, x: number, y: number): boolean {
  return glyph !== 'none' && DRAWINGS[glyph][y]?.[x] === '#';
}

/** Whole factor by which a glyph is scaled in a cell; 0 where it would not be legible. */
export function glyphScale(cell: number): number {
  return cell < GLYPH_SIZE
    ? 0
    : Math.max(1, Math.floor((cell - 2) / GLYPH_SIZE));
}
