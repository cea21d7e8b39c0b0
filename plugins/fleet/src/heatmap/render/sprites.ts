import type { CellLook, ColourRef } from '../model/colouring/types';
import type { HeatmapTokens } from '../tokens';
import { mixColour, packColour, type PackedColour } from './colour';
import { GLYPH_SIZE, glyphInkAt, glyphScale } from './glyphs';

/** Bits of a cell's variant. */
export const DIM = 1;
export const STALE = 2;
export const VARIANTS = 4;

/** Code of a cell without pod: nothing is drawn. */
export const NO_CELL = 255;

/** Ink of pods that do not match the filter, and of pods whose cluster is stale. */
const DIM_INK = 0.12;
const STALE_INK = 0.42;
/** Larger cells are scaled from this size: nobody sees the pixels of a 190 px tile. */
const MAX_SPRITE = 128;
/** From here on a cell is a card with room for words, in CSS pixels. */
const CARD_CELL = 40;

/**
 * All looks at one cell size, side by side: column = code, row = variant. Both
 * back ends copy from it, so they cannot look different.
 */
export interface Atlas {
  sprite: number;
  codes: number;
  /** `codes × sprite` wide, `VARIANTS × sprite` high. */
  pixels: Uint32Array;
}

/** What the sprites are made of. */
export interface Palette {
  looks: readonly CellLook[];
  tokens: HeatmapTokens;
}

export function resolveColour(tokens: HeatmapTokens, ref: ColourRef): string {
  switch (ref.palette) {
    case 'states':
    case 'usage':
    case 'categories':
      return tokens[ref.palette][ref.index] ?? tokens.other;
    default:
      return tokens[ref.palette];
  }
}

/** @param cell - width of a cell in device pixels */
export function buildAtlas(
  { looks, tokens }: Palette,
  cell: number,
  dpr: number,
): Atlas {
  const sprite = Math.max(1, Math.min(MAX_SPRITE, cell));
  const stride = looks.length * sprite;
  const pixels = new Uint32Array(stride * VARIANTS * sprite);
  const well = packColour(tokens.well);
  const ink = packColour(tokens.glyphInk);
  const line = Math.max(1, Math.round((dpr * sprite) / cell));
  looks.forEach((look, code) => {
    const fill = packColour(resolveColour(tokens, look.colour));
    for (let y = 0; y < sprite; y++) {
      for (let x = 0; x < sprite; x++) {
        const part = partAt(look, x, y, sprite, line, dpr);
        const colour = { fill, ink, well }[part];
        for (let variant = 0; variant < VARIANTS; variant++) {
          const at = (variant * sprite + y) * stride + code * sprite + x;
          pixels[at] = varied(
            colour,
            well,
            ink,
            variant,
            (x + y) % (5 * line) < line,
          );
        }
      }
    }
  });
  return { sprite, codes: looks.length, pixels };
}

function varied(
  colour: PackedColour,
  well: PackedColour,
  ink: PackedColour,
  variant: number,
  onStroke: boolean,
): PackedColour {
  if (variant & DIM) {
    return mixColour(well, colour, DIM_INK);
  }
  if (variant & STALE) {
    return onStroke
      ? mixColour(well, ink, 0.1)
      : mixColour(well, colour, STALE_INK);
  }
  return colour;
}

type Part = 'fill' | 'ink' | 'well';

/** What is at a pixel of a cell: the one definition of how cells look. */
function partAt(
  look: CellLook,
  x: number,
  y: number,
  size: number,
  line: number,
  dpr: number,
): Part {
  if (size >= CARD_CELL * dpr || size === MAX_SPRITE) {
    return cardPartAt(look, x, y, size, line);
  }
  const edge = Math.min(x, y, size - 1 - x, size - 1 - y);
  switch (look.pattern) {
    case 'hollow':
      return edge < line ? 'fill' : 'well';
    case 'hollowThick':
      return edge < Math.min(2 * line, Math.ceil(size / 3)) ? 'fill' : 'well';
    case 'hollowSmall':
      return edge >= line && edge < 2 * line ? 'fill' : 'well';
    case 'hatch':
      return edge < line || (x + y) % (3 * line) < line ? 'fill' : 'well';
    default:
      return hasInk(look, x, y, size) ? 'ink' : 'fill';
  }
}

/** A border and a band in the colour; words stand on the well below. */
function cardPartAt(
  look: CellLook,
  x: number,
  y: number,
  size: number,
  line: number,
): Part {
  const band = cardBand(size);
  const edge = Math.min(x, y, size - 1 - x, size - 1 - y);
  if (y >= band) {
    return edge < line ? 'fill' : 'well';
  }
  if (look.pattern === 'hatch') {
    return edge < line || (x + y) % (4 * line) < 2 * line ? 'fill' : 'well';
  }
  if (look.pattern !== 'solid') {
    return edge < 2 * line || y >= band - line ? 'fill' : 'well';
  }
  return hasInk(look, x - line, y, band) ? 'ink' : 'fill';
}

/** Height of the coloured band of a card. */
export function cardBand(cell: number): number {
  return Math.max(7, Math.round(cell * 0.17));
}

function hasInk(look: CellLook, x: number, y: number, size: number): boolean {
  const scale = glyphScale(size);
  if (!scale) {
    return false;
  }
  const inset = Math.floor((size - GLYPH_SIZE * scale) / 2);
  return glyphInkAt(
    look.glyph,
    Math.floor((x - inset) / scale),
    Math.floor((y - inset) / scale),
  );
}
