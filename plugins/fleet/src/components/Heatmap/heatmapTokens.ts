import { POD_STATES } from '@panorama/plugin-fleet-common';
import type { PanoramaTokens } from '@panorama/ui';
import type { HeatmapTokens } from '../../heatmap/tokens';

/** The theme's tokens as the flat list that the painter takes. */
export function heatmapTokens(
  tokens: PanoramaTokens,
  fontFamily: string,
): HeatmapTokens {
  return {
    ground: tokens.ground.page,
    well: tokens.ground.well,
    text: tokens.text.primary,
    subtleText: tokens.text.secondary,
    divider: tokens.divider,
    focus: tokens.accent,
    failingText: tokens.health.down,
    states: POD_STATES.map(state => tokens.pod[state]),
    usage: tokens.usage,
    categories: tokens.categories,
    other: tokens.other,
    hollow: tokens.hollow,
    noData: tokens.noData,
    glyphInk: tokens.podGlyph,
    fontFamily,
  };
}
