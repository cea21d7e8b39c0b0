/** The heatmap's door: what pages may use. */
export { createHeatmap } from './Heatmap';
export type { HeatmapTokens } from './tokens';
export * from './types';
export { bindColouring, COLOURINGS } from './model/colouring';
export {
  cutUnitOf,
  formatCuts,
  parseCuts,
  type CutUnit,
} from './model/colouring/cuts';
export type {
  BoundColouring,
  CellGlyph,
  CellLook,
  CellPattern,
  CodeSpec,
  Colouring,
  ColouringContext,
  ColourRef,
  LegendLabel,
} from './model/colouring/types';
export { legendOf, type LegendEntry, type LegendReason } from './model/legend';
export { groupPods, leafIdOf, type Grouping } from './model/grouping';
export { countGroups } from './model/counts';
export { keyValueOf, type KeyValue } from './model/keys';
export { resolveColour } from './render/sprites';
export { glyphInkAt, GLYPH_SIZE } from './render/glyphs';
