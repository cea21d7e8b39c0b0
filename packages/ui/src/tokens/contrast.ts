import { POD_STATES } from '@panorama/plugin-fleet-common';
import { HEALTHS, type PanoramaTokens } from './panoramaTokens';

function channel(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Relative luminance of `#RRGGBB` (WCAG 2.2, from sRGB). @public */
export function luminance(hex: string): number {
  const number = parseInt(hex.slice(1), 16);
  return (
    0.2126 * channel((number >> 16) & 255) +
    0.7152 * channel((number >> 8) & 255) +
    0.0722 * channel(number & 255)
  );
}

/** Contrast ratio of two colours, 1 to 21. @public */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** A token that is too close to the ground that it is drawn on. @public */
export interface ContrastProblem {
  token: string;
  ground: string;
  ratio: number;
  minimum: number;
}

/**
 * Every token against the grounds that it is drawn on: 3 : 1 for cells and
 * glyphs, 4.5 : 1 for text.
 *
 * @public
 */
export function contrastProblems(tokens: PanoramaTokens): ContrastProblem[] {
  const { well, paper, page } = tokens.ground;
  const checks: Array<[string, string, string, number]> = [
    ...POD_STATES.map(
      state =>
        [`pod.${state}`, tokens.pod[state], well, 3] as [
          string,
          string,
          string,
          number,
        ],
    ),
    ...POD_STATES.map(
      state =>
        [`podGlyph on ${state}`, tokens.podGlyph, tokens.pod[state], 3] as [
          string,
          string,
          string,
          number,
        ],
    ),
    ...tokens.usage.map(
      (step, index) =>
        [`usage.${index}`, step, well, 3] as [string, string, string, number],
    ),
    ...tokens.categories.map(
      (hue, index) =>
        [`categories.${index}`, hue, well, 3] as [
          string,
          string,
          string,
          number,
        ],
    ),
    ...HEALTHS.map(
      health =>
        [`health.${health}`, tokens.health[health], paper, 4.5] as [
          string,
          string,
          string,
          number,
        ],
    ),
    ['text.primary', tokens.text.primary, page, 7],
    ['text.secondary', tokens.text.secondary, page, 4.5],
    ['text.link', tokens.text.link, paper, 4.5],
    ['accent', tokens.accent, page, 3],
  ];
  return checks.flatMap(([token, colour, ground, minimum]) => {
    // A glyph without a cell (running) is never drawn; its ratio is the fill's.
    const ratio = contrast(colour, ground);
    return ratio + 0.05 < minimum ? [{ token, ground, ratio, minimum }] : [];
  });
}
