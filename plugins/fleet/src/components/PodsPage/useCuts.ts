import { useMemo, useRef } from 'react';
import type { FleetSnapshot } from '../../api/FleetStream';
import {
  bindColouring,
  cutUnitOf,
  parseCuts,
  type ColouringId,
} from '../../heatmap';
import type { PodFilter } from '../../hooks/usePodFilter';

/**
 * The bounds that the picture and its legend share: those of the address, else
 * the usual ones. For absolute usage these are the quantiles of what was visible
 * when the question was asked: live data must not move a bound, only pods across
 * it. `undefined` for colourings without steps.
 */
export function useCuts(
  snapshot: FleetSnapshot,
  colouring: ColouringId,
  text: string,
  filter: PodFilter,
  q: string,
): readonly number[] | undefined {
  const { table } = snapshot;
  const own = useMemo(() => parseCuts(colouring, text), [colouring, text]);
  const held = useRef<{ key: string; cuts?: readonly number[] }>({ key: '' });
  const key = `${colouring} ${q} ${table.size > 0}`;
  if (cutUnitOf(colouring) && held.current.key !== key) {
    const { cuts } = bindColouring(
      { colouring, match: filter.match },
      table,
      0,
    );
    held.current = { key, cuts };
  }
  if (own || !cutUnitOf(colouring)) {
    return own;
  }
  return held.current.cuts;
}
