import type { Node } from '@xyflow/react';
import type { PictureNode } from '@panorama/plugin-service-map-common';
import type { MapGroup } from '../../map/grouping';

/** How a box takes part in what the reader looks at. */
export interface BoxState {
  isActive: boolean;
  isSelected: boolean;
  /** Outside the query, or of what the pointer is on. */
  isDimmed: boolean;
}

export type GroupBox = Node<{ group: MapGroup; state: BoxState }, 'group'>;
export type FrameBox = Node<{ group: MapGroup; state: BoxState }, 'frame'>;
export type NodeBox = Node<
  { node: PictureNode; isFocus: boolean; state: BoxState },
  'node'
>;

export type MapBox = GroupBox | FrameBox | NodeBox;

/** The border of a mark: solid is an own fault, dashed an inherited one, dotted no data. */
export function borderOf(
  status: 'down' | 'degraded' | 'inherited' | 'unknown' | 'healthy',
  colors: Record<string, string>,
  divider: string,
): string {
  switch (status) {
    case 'down':
      return `2px solid ${colors.down}`;
    case 'degraded':
      return `1px solid ${colors.degraded}`;
    case 'inherited':
      return `1px dashed ${colors.inherited}`;
    case 'unknown':
      return `1px dotted ${colors.unknown}`;
    default:
      return `1px solid ${divider}`;
  }
}
