import type { PictureNode } from '@panorama/plugin-service-map-common';
import { TECHNOLOGIES } from '@panorama/plugin-service-map-common';
import type { MapGroup } from '../map/grouping';

type Shape =
  | 'service'
  | 'workload'
  | 'gateway'
  | 'database'
  | 'queue'
  | 'cache'
  | 'coordination'
  | 'storage'
  | 'external';

/** One drawing for each meaning, on a 16 × 16 grid, drawn with lines of the text's colour. */
const DRAWINGS: Record<Shape, string> = {
  service: 'M8 1.8 13.4 4.9v6.2L8 14.2 2.6 11.1V4.9z',
  workload: 'M2.5 2.5h11v11h-11zM2.5 6h11',
  gateway: 'M2 2.5v11M2 8h10M8.6 4.6 12 8l-3.4 3.4',
  database:
    'M2.8 4c0-1.2 2.3-2.2 5.2-2.2s5.2 1 5.2 2.2v8c0 1.2-2.3 2.2-5.2 2.2S2.8 13.2 2.8 12zM2.8 4c0 1.2 2.3 2.2 5.2 2.2s5.2-1 5.2-2.2M2.8 8c0 1.2 2.3 2.2 5.2 2.2s5.2-1 5.2-2.2',
  queue: 'M2 3h3v10H2zM6.5 3h3v10h-3zM11 3h3v10h-3z',
  cache: 'M2.5 3h11v3.5h-11zM2.5 9.5h11V13h-11zM5 4.8h.1M5 11.2h.1',
  coordination:
    'M8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM8 6.2V2M6.5 9 3 12.5M9.5 9l3.5 3.5',
  storage: 'M2 4h12l-1.5 9.5h-9zM5.5 7.5h5',
  external: 'M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.7-.6 2.9 2.9 0 0 1-.4 6.6z',
};

function shapeOf(node: PictureNode): Shape {
  const role = TECHNOLOGIES.find(({ id }) => id === node.technology)?.role;
  if (role) {
    return role;
  }
  return node.kind === 'middleware' ? 'cache' : node.kind;
}

const SHAPE_OF_ROLE = {
  caches: 'cache',
  messaging: 'queue',
  databases: 'database',
  coordination: 'coordination',
  storage: 'storage',
  gateways: 'gateway',
  outside: 'external',
  others: 'service',
} as const;

function Drawing(props: { shape: Shape; size: number }) {
  const { shape, size } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.3}
      strokeLinejoin="round"
      strokeLinecap="round"
      style={{ flex: 'none' }}
      aria-hidden
    >
      <path d={DRAWINGS[shape]} />
    </svg>
  );
}

/** What a node is, as a drawing; its word stands in the panel and in the table. */
export function KindIcon(props: { node: PictureNode; size?: number }) {
  return <Drawing shape={shapeOf(props.node)} size={props.size ?? 16} />;
}

export function GroupIcon(props: { group: MapGroup; size?: number }) {
  const { group, size = 16 } = props;
  const shape =
    'role' in group.label ? SHAPE_OF_ROLE[group.label.role] : 'service';
  return <Drawing shape={shape} size={size} />;
}
