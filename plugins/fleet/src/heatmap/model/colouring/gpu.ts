import { scaleCodes, stepOf } from './scale';
import type { CodeSpec, Colouring } from './types';

const CUTS = [1, 2, 4, 8];

/** Hollow without GPU, then 1 · 2–3 · 4–7 · 8 and more. */
const CODES: CodeSpec[] = scaleCodes({
  field: 'gpu',
  unit: 'count',
  cuts: CUTS,
  format: String,
}).map((spec, step) =>
  step > 0
    ? spec
    : {
        ...spec,
        look: {
          colour: { palette: 'hollow' },
          pattern: 'hollow',
          glyph: 'none',
        },
        label: { type: 'word', word: 'noGpu' },
      },
);

export const colourByGpu: Colouring = table => ({
  id: 'gpu',
  codes: CODES,
  codeOf: slot => stepOf(table.shapes[table.shape[slot]].gpus, CUTS),
  alarm: 'failing',
  ages: false,
});
