import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useMemo } from 'react';
import type { GroupKey } from '../../heatmap';

const WIDE: readonly GroupKey[] = ['cluster', 'owner'];
const NARROW: readonly GroupKey[] = ['cluster'];

/** Grouping of the URL, or what fits the window. */
export function useGrouping(group: readonly GroupKey[]): readonly GroupKey[] {
  const isNarrow = useMediaQuery('(max-width: 959px)', { noSsr: true });
  return useMemo(() => {
    if (group.length > 0) {
      return group;
    }
    return isNarrow ? NARROW : WIDE;
  }, [group, isNarrow]);
}
