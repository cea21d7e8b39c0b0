import { SOLID, type CodeSpec, type Colouring } from './types';

/** Upper bounds in seconds, with their spelling in the filter language. */
const BOUNDS: Array<[number, string]> = [
  [600, '10m'],
  [3600, '1h'],
  [86_400, '1d'],
  [2_592_000, '30d'],
];

/** Code 0 is the youngest: young stands out, because what is new is what changed. */
const CODES: CodeSpec[] = Array.from(
  { length: BOUNDS.length + 1 },
  (_, code) => {
    const lower = BOUNDS[code - 1];
    const upper = BOUNDS[code];
    const terms = [lower && `age>=${lower[1]}`, upper && `age<${upper[1]}`];
    return {
      look: {
        colour: { palette: 'usage', index: BOUNDS.length - code },
        ...SOLID,
      },
      label: {
        type: 'range',
        unit: 'seconds',
        from: lower?.[0],
        below: upper?.[0],
      },
      term: terms.filter(Boolean).join(' '),
      severity: BOUNDS.length + 1 - code,
    };
  },
);

export const colourByAge: Colouring = (table, { nowSeconds }) => ({
  id: 'age',
  codes: CODES,
  codeOf: slot => {
    const age = nowSeconds - table.createdAt[slot];
    const code = BOUNDS.findIndex(([bound]) => age < bound);
    return code < 0 ? BOUNDS.length : code;
  },
  alarm: 'failing',
  ages: true,
});
