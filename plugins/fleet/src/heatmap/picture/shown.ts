import type { ClusterStatus, PodTable } from '@panorama/plugin-fleet-common';
import type { Arrangement } from '../layout/arrange';
import type { Camera } from '../layout/Camera';
import type { Fitted } from '../layout/fit';
import type { BoundColouring } from '../model/colouring/types';
import type { Grouping } from '../model/grouping';
import type { Placement } from '../model/placement';
import type { CellStyle } from '../render/buckets/cellBucket';
import { DIM, STALE } from '../render/sprites';
import { alarmOf } from '../scene/alarm';
import type { MeasureText } from '../scene/measureText';
import { countNodes, type SceneContext } from '../scene/sceneStyle';
import type { HeatmapTokens } from '../tokens';
import type { HeatmapView } from '../types';
import { wordsFor } from '../words';

/** The picture that is on screen: all of it belongs together. */
export interface Shown {
  table: PodTable;
  clusters: ReadonlyMap<string, ClusterStatus>;
  view: HeatmapView;
  grouping: Grouping;
  placement: Placement;
  fitted: Fitted;
  arrangement: Arrangement;
  /** Columns and rows of cells that share a square at the present pitch. */
  merge: number;
  colouring: BoundColouring;
  camera: Camera;
  dpr: number;
  tokens: HeatmapTokens;
}

/** Colour, and whether a cell is dimmed (no match) or hatched (its cluster is stale). */
export function styleOf({
  table,
  clusters,
  view,
  colouring,
}: Shown): CellStyle {
  const { match } = view;
  const staleClusters = table.clusters.map(name => {
    const freshness = clusters.get(name)?.freshness;
    return freshness === 'stale' || freshness === 'failed' ? STALE : 0;
  });
  const anyStale = staleClusters.some(Boolean);
  return {
    codeOf: colouring.codeOf,
    variantOf: slot =>
      (match && !match[slot] ? DIM : 0) |
      (anyStale ? staleClusters[table.clusterOf(slot)] : 0),
    severity: Uint8Array.from(colouring.codes, code => code.severity),
  };
}

/** What the words on the canvas are made of. */
export function sceneContextOf(
  shown: Shown,
  measure: MeasureText,
  now: number,
): SceneContext {
  const { tokens, dpr, view, clusters, colouring, table } = shown;
  return {
    tokens,
    words: wordsFor(view.locale),
    dpr,
    wall: view.wall,
    measure,
    clusters,
    nodesOf: countNodes(table),
    alarm: alarmOf(colouring, shown.grouping, shown.placement, tokens),
    now,
  };
}
