import type { Node } from '@xyflow/react';
import type { PictureNode } from '@panorama/plugin-service-map-common';
import type { MapColumn, MapGroup } from '../../map/grouping';

/** How a box takes part in what the reader looks at. */
export interface BoxState {
  isActive: boolean;
  isSelected: boolean;
  /** Outside the query, or of what the pointer is on. */
  isDimmed: boolean;
}

/** What the cards of groups are drawn from. */
interface GroupData extends Record<string, unknown> {
  group: MapGroup;
  state: BoxState;
  /** Opens the card, closes the frame. */
  onToggle: (group: string) => void;
}

// React Flow draws types named `group` and `default` in a frame of its own.
export type GroupBox = Node<GroupData, 'groupCard'>;
export type FrameBox = Node<GroupData, 'frameCard'>;
export type NodeBox = Node<
  { node: PictureNode; isFocus: boolean; state: BoxState },
  'nodeCard'
>;
export type HeadingBox = Node<{ column: MapColumn }, 'heading'>;

export type MapBox = GroupBox | FrameBox | NodeBox | HeadingBox;

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
