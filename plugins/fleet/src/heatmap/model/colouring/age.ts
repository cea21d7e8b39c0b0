import { formatCut } from './cuts';
import { SOLID, type CodeSpec, type Colouring } from './types';

/** Upper bounds in seconds: 10 minutes, an hour, a day, 30 days. */
const BOUNDS = [600, 3600, 86_400, 2_592_000];

/** Code 0 is the youngest: young stands out, because what is new is what changed. */
function codesOf(bounds: readonly number[]): CodeSpec[] {
  return Array.from({ length: bounds.length + 1 }, (_, code) => {
    const from = code > 0 ? bounds[code - 1] : undefined;
    const below = code < bounds.length ? bounds[code] : undefined;
    const terms = [
      from === undefined ? '' : `age>=${formatCut('seconds', from)}`,
      below === undefined ? '' : `age<${formatCut('seconds', below)}`,
    ];
    return {
      look: {
        colour: { palette: 'usage', index: bounds.length - code },
        ...SOLID,
      },
      label: { type: 'range', unit: 'seconds', from, below },
      term: terms.filter(Boolean).join(' '),
      severity: bounds.length + 1 - code,
    };
  });
}

export const colourByAge: Colouring = (
  table,
  { nowSeconds, cuts = BOUNDS },
) => ({
  id: 'age',
  codes: codesOf(cuts),
  cuts,
  codeOf: slot => {
    const age = nowSeconds - table.createdAt[slot];
    const code = cuts.findIndex(bound => age < bound);
    return code < 0 ? cuts.length : code;
  },
  alarm: 'failing',
  ages: true,
});
