import type { PodTable } from '@panorama/plugin-fleet-common';
import { arrange, type Arrangement } from '../layout/arrange';
import { mergeFor } from '../layout/boxes';
import { fitLayout, type Fitted } from '../layout/fit';
import { layoutMetrics } from '../layout/metrics';
import { groupPods, type Grouping } from '../model/grouping';
import { Placement } from '../model/placement';
import type { GroupKey } from '../types';

/** A table laid out as the heatmap does it, with text six pixels wide per letter. */
export interface LaidOut {
  grouping: Grouping;
  placement: Placement;
  fitted: Fitted;
  arrangement: Arrangement;
  merge: number;
  at(pitch: number): Arrangement;
}

export function layOut(
  table: PodTable,
  keys: readonly GroupKey[],
  width: number,
  height: number,
  dpr = 1,
): LaidOut {
  const grouping = groupPods(table, keys);
  const placement = new Placement(grouping, table.length);
  const fitted = fitLayout({
    roots: grouping.roots,
    cellsOf: node => placement.used[node.leaf],
    labelWidth: node => node.label.length * 6 * dpr,
    width,
    height,
    metrics: layoutMetrics(dpr, false, width),
  });
  const at = (pitch: number) =>
    arrange(
      fitted.root,
      grouping.nodes,
      grouping.leaves.length,
      pitch,
      fitted.metrics,
    );
  const arrangement = at(fitted.pitch);
  const { leafCols, leafRows } = arrangement;
  placement.reserve(
    Uint32Array.from(leafCols, (cols, leaf) => cols * leafRows[leaf]),
  );
  const merge = mergeFor(fitted.pitch, fitted.metrics.minPitch);
  return { grouping, placement, fitted, arrangement, merge, at };
}
