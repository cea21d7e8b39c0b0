import type { PodState, PodTable } from '@panorama/plugin-fleet-common';
import type { ColouringId } from '../../types';

/** Which token a code takes its colour from; the theme decides what that looks like. */
export type ColourRef =
  | { palette: 'states' | 'usage' | 'categories'; index: number }
  | { palette: 'other' | 'hollow' | 'noData' };

/** Solid = measured. Hollow = nothing set or finished. Hatched = no data. (ux.md, section 5) */
export type CellPattern =
  | 'solid'
  | 'hollow'
  | 'hollowThick'
  | 'hollowSmall'
  | 'hatch';

export const CELL_GLYPHS = [
  'none',
  'cross',
  'arrowDown',
  'triangle',
  'posts',
  'bar',
  'dot',
  'stroke',
] as const;
export type CellGlyph = (typeof CELL_GLYPHS)[number];

/** How a cell with some code looks. */
export interface CellLook {
  colour: ColourRef;
  pattern: CellPattern;
  glyph: CellGlyph;
}

/** What an entry is called; the page has the words. */
export type LegendLabel =
  | { type: 'state'; state: PodState }
  | { type: 'text'; text: string }
  | {
      type: 'range';
      unit: 'percent' | 'count' | 'seconds' | 'millicores' | 'bytes';
      /** Inclusive; absent = from zero. */
      from?: number;
      /** Exclusive; absent = without end. */
      below?: number;
    }
  | {
      type: 'word';
      word:
        | 'notSet'
        | 'noData'
        | 'other'
        | 'none'
        | 'ready'
        | 'notReady'
        | 'completed'
        | 'noGpu';
    };

/** One colour code of a bound colouring; the code is its place in `codes`. */
export interface CodeSpec {
  look: CellLook;
  label: LegendLabel;
  /** Filter text that a click on the entry writes. */
  term: string;
  /** Where cells merge, the highest wins. */
  severity: number;
}

/** A colouring bound to a table: cuts, names and categories are fixed until it is bound anew. */
export interface BoundColouring {
  id: ColouringId;
  codes: readonly CodeSpec[];
  /** Lower bounds of steps 1 to 4; absent where the colouring has no steps. */
  cuts?: readonly number[];
  codeOf(slot: number): number;
  /** What group headers count: failing pods, or the pods of one code. */
  alarm: 'failing' | number;
  /** True where time alone changes codes. */
  ages: boolean;
}

export interface ColouringContext {
  /** Seconds since the epoch, on the server's clock. */
  nowSeconds: number;
  /** By slot: what is visible after filtering; quantiles are cut over it. */
  match?: Uint8Array;
  /** Lower bounds of steps 1 to 4 instead of the usual ones; colourings without steps ignore them. */
  cuts?: readonly number[];
}

export type Colouring = (
  table: PodTable,
  context: ColouringContext,
) => BoundColouring;

export const SOLID = { pattern: 'solid', glyph: 'none' } as const;

/** Look and words of a pod that has nothing to compare with. */
export const NO_DATA_LOOK: CellLook = {
  colour: { palette: 'noData' },
  pattern: 'hatch',
  glyph: 'none',
};
export const NOT_SET_LOOK: CellLook = {
  colour: { palette: 'hollow' },
  pattern: 'hollow',
  glyph: 'none',
};
