/**
 * Every colour that the heatmap paints with, as `#RRGGBB`. The caller derives
 * them from the theme; nothing below `heatmap/` knows a theme.
 */
export interface HeatmapTokens {
  /** Behind the frames. */
  ground: string;
  /** Inside the frames, behind the cells. */
  well: string;
  text: string;
  subtleText: string;
  /** Frame borders. */
  divider: string;
  /** Keyboard focus ring. */
  focus: string;
  /** Text of failure counts; at least 4.5 : 1 on `well`. */
  failingText: string;
  /** By code of `POD_STATES`. */
  states: readonly string[];
  /** Five steps, the value grows away from the ground. */
  usage: readonly string[];
  /** Eight hues; whatever comes ninth is `other`. */
  categories: readonly string[];
  other: string;
  /** Outline of cells that have no request or limit. */
  hollow: string;
  /** Hatching of cells without metrics. */
  noData: string;
  /** Drawn inside cells, legible on every fill. */
  glyphInk: string;
  /** CSS font family of the page. */
  fontFamily: string;
}
