import type { ClusterStatus, PodTable } from '@panorama/plugin-fleet-common';
import { textSizes } from '../layout/metrics';
import type { HeatmapTokens } from '../tokens';
import type { GroupNode } from '../types';
import type { HeatmapWords } from '../words';
import type { MeasureText } from './measureText';

/** What the words on the canvas are made of. */
export interface SceneContext {
  tokens: HeatmapTokens;
  words: HeatmapWords;
  dpr: number;
  wall: boolean;
  measure: MeasureText;
  /** By cluster name. */
  clusters: ReadonlyMap<string, ClusterStatus>;
  /** Nodes that the viewer sees, by cluster name. */
  nodesOf: ReadonlyMap<string, number>;
  /** What the header of a group counts in colour, see `BoundColouring.alarm`. */
  alarm: {
    mark: string;
    colour: string;
    countOf(node: GroupNode): number;
    words: boolean;
  };
  /** ms since the epoch, on the clock of `lastSeenAt`. */
  now: number;
}

export type TextRole = keyof ReturnType<typeof textSizes>;

/** CSS font in device pixels. */
export function fontOf(
  { tokens, dpr, wall }: Pick<SceneContext, 'tokens' | 'dpr' | 'wall'>,
  role: TextRole,
  weight: 400 | 500 | 700,
): string {
  return `${weight} ${Math.round(textSizes(wall)[role] * dpr)}px ${
    tokens.fontFamily
  }`;
}

/** Nodes that the viewer sees, by cluster name. */
export function countNodes({ nodes, clusters }: PodTable): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { cluster } of nodes) {
    counts.set(clusters[cluster], (counts.get(clusters[cluster]) ?? 0) + 1);
  }
  return counts;
}
