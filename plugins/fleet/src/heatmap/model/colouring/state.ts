import { POD_STATES, type PodState } from '@panorama/plugin-fleet-common';
import type { CellGlyph, CellPattern, Colouring } from './types';

const GLYPHS: Record<PodState, [CellPattern, CellGlyph]> = {
  failed: ['solid', 'posts'],
  oom: ['solid', 'triangle'],
  crashloop: ['solid', 'cross'],
  imagepull: ['solid', 'arrowDown'],
  unschedulable: ['hollowThick', 'none'],
  notready: ['solid', 'bar'],
  unknown: ['hatch', 'none'],
  starting: ['solid', 'dot'],
  terminating: ['solid', 'stroke'],
  running: ['solid', 'none'],
  completed: ['hollowSmall', 'none'],
};

/** By state, worst first; the waiting reasons are counted beside it by the legend. */
export const colourByState: Colouring = table => ({
  id: 'state',
  codes: POD_STATES.map((state, code) => ({
    look: {
      colour: { palette: 'states', index: code },
      pattern: GLYPHS[state][0],
      glyph: GLYPHS[state][1],
    },
    label: { type: 'state', state },
    term: `state:${state}`,
    severity: POD_STATES.length - code,
  })),
  codeOf: slot => Math.min(table.state[slot], POD_STATES.length - 1),
  alarm: 'failing',
  ages: false,
});
