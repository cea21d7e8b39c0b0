import type { CodeSpec, LegendLabel } from './types';

type Unit = Extract<LegendLabel, { type: 'range' }>['unit'];

/** Five fixed steps: a step can be named, counted and clicked; a gradient cannot. */
export const STEPS = 5;

export interface ScaleOptions {
  /** Field of the filter language. */
  field: string;
  unit: Unit;
  /** Lower bounds of steps 1 to 4, ascending. */
  cuts: readonly number[];
  /** Writes a bound in the filter language. */
  format(value: number): string;
  /** Marks the last step with ▲. */
  alarm?: boolean;
}

/** The codes 0 to 4 of a scale over `cuts`. */
export function scaleCodes({
  field,
  unit,
  cuts,
  format,
  alarm,
}: ScaleOptions): CodeSpec[] {
  return Array.from({ length: STEPS }, (_, step) => {
    const from = step > 0 ? cuts[step - 1] : undefined;
    const below = step < STEPS - 1 ? cuts[step] : undefined;
    const terms = [
      from === undefined ? '' : `${field}>=${format(from)}`,
      below === undefined ? '' : `${field}<${format(below)}`,
    ];
    return {
      look: {
        colour: { palette: 'usage', index: step },
        pattern: 'solid',
        glyph: alarm && step === STEPS - 1 ? 'triangle' : 'none',
      },
      label: { type: 'range', unit, from, below },
      term: terms.filter(Boolean).join(' '),
      severity: 2 + step,
    };
  });
}

/** Step of a value: the number of cuts that it reaches. */
export function stepOf(value: number, cuts: readonly number[]): number {
  let step = 0;
  while (step < cuts.length && value >= cuts[step]) {
    step += 1;
  }
  return step;
}
