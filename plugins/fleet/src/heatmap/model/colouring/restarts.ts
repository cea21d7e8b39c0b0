import type { PodTable } from '@panorama/plugin-fleet-common';
import type { ColouringId } from '../../types';
import { scaleCodes, stepOf } from './scale';
import type { Colouring } from './types';

function byCount(
  id: ColouringId,
  column: 'restarts' | 'restartsLastHour',
  usual: readonly number[],
): Colouring {
  return (table: PodTable, { cuts = usual }) => ({
    id,
    codes: scaleCodes({ field: id, unit: 'count', cuts, format: String }),
    cuts,
    codeOf: slot => stepOf(table[column][slot], cuts),
    alarm: 'failing',
    ages: false,
  });
}

/** 0 · 1 · 2–3 · 4–9 · 10 and more. */
export const colourByRestartsLastHour = byCount(
  'restarts.1h',
  'restartsLastHour',
  [1, 2, 4, 10],
);

/** 0 · 1–4 · 5–19 · 20–99 · 100 and more: over a life, small numbers say little. */
export const colourByRestarts = byCount(
  'restarts',
  'restarts',
  [1, 5, 20, 100],
);
