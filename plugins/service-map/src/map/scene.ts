import type {
  OwnHealth,
  PictureEdge,
  PictureNode,
} from '@panorama/plugin-service-map-common';
import type { LayoutBox, LayoutLine, Point } from '../layout/layered';
import { MAP_COLUMNS, type GroupedMap, type MapGroup } from './grouping';
import { neighbourhood, type MapIndex } from './neighbourhood';

/** Sizes of ux.md §3.2, px. */
export const GROUP_SIZE = { width: 190, height: 96 };
export const NODE_SIZE = { width: 150, height: 58 };
export const FOCUS_SIZE = { width: 176, height: 74 };

const FRAME_PADDING = 14;
const FRAME_HEAD = 34;
const FRAME_GAP = 18;

/** What stands in a box. */
export type SceneContent =
  | { type: 'group'; group: MapGroup }
  /** An expanded group; its nodes stand in boxes of their own that name it as parent. */
  | { type: 'frame'; group: MapGroup }
  | { type: 'node'; node: PictureNode; isFocus: boolean };

export interface SceneBox extends LayoutBox {
  content: SceneContent;
  /** Set for boxes inside a frame; `at` is then relative to it. */
  parent?: string;
  at?: Point;
}

export interface SceneLine extends LayoutLine {
  edges: PictureEdge[];
  health: OwnHealth;
  requestsPerSecond?: number;
  errorsPerSecond: number;
}

/** Boxes and lines, not yet placed. */
export interface Scene {
  /** The estate stands in columns with names; everything else follows its calls. */
  layout: 'columns' | 'layered';
  boxes: SceneBox[];
  lines: SceneLine[];
}

/** The estate: a card for each group, a frame with its nodes for each that is open. */
export function estateScene(
  grouped: GroupedMap,
  edges: readonly PictureEdge[],
  open: ReadonlySet<string>,
): Scene {
  const boxes = grouped.groups.flatMap(group =>
    open.has(group.id) ? frameBoxes(group) : [cardBox(group)],
  );
  const boxOf = (id: string) => {
    const group = grouped.groupOf.get(id);
    return group !== undefined && !open.has(group) ? group : id;
  };
  return { layout: 'columns', boxes, lines: linesBetween(edges, boxOf) };
}

/** One node in the middle of those that call it and those that it calls. */
export function focusScene(
  nodes: readonly PictureNode[],
  edges: readonly PictureEdge[],
  index: MapIndex,
  focus: string,
  depth: { callers: number; callees: number },
): Scene {
  const distance = neighbourhood(index, focus, depth.callers, depth.callees);
  const boxes = nodes.flatMap((node): SceneBox[] => {
    const steps = distance.get(node.id);
    return steps === undefined
      ? []
      : [
          {
            id: node.id,
            ...(node.id === focus ? FOCUS_SIZE : NODE_SIZE),
            column: steps + depth.callers,
            content: { type: 'node', node, isFocus: node.id === focus },
          },
        ];
  });
  const shown = new Set(boxes.map(({ id }) => id));
  return {
    layout: 'layered',
    boxes,
    lines: linesBetween(
      edges.filter(({ from, to }) => shown.has(from) && shown.has(to)),
      id => id,
    ),
  };
}

/** The boxes that the layout places: those inside a frame move with it. */
export function topLevel({ boxes, lines }: Scene): {
  boxes: LayoutBox[];
  lines: LayoutLine[];
} {
  const topOf = new Map(boxes.map(({ id, parent }) => [id, parent ?? id]));
  const seen = new Map<string, LayoutLine>();
  for (const line of lines) {
    const from = topOf.get(line.from);
    const to = topOf.get(line.to);
    if (from !== undefined && to !== undefined && from !== to) {
      seen.set(`${from}>${to}`, { id: `${from}>${to}`, from, to });
    }
  }
  return {
    boxes: boxes
      .filter(({ parent }) => parent === undefined)
      .map(({ id, width, height, column }) => ({ id, width, height, column })),
    lines: [...seen.values()],
  };
}

function cardBox(group: MapGroup): SceneBox {
  return {
    id: group.id,
    ...GROUP_SIZE,
    column: MAP_COLUMNS.indexOf(group.column),
    content: { type: 'group', group },
  };
}

/** Nodes in rows, worst first, as wide as it is high. */
function frameBoxes(group: MapGroup): SceneBox[] {
  const perRow = Math.min(5, Math.ceil(Math.sqrt(group.nodes.length)));
  const rows = Math.ceil(group.nodes.length / perRow);
  const step = {
    x: NODE_SIZE.width + FRAME_GAP,
    y: NODE_SIZE.height + FRAME_GAP,
  };
  return [
    {
      id: group.id,
      width: 2 * FRAME_PADDING + perRow * step.x - FRAME_GAP,
      height: FRAME_HEAD + FRAME_PADDING + rows * step.y - FRAME_GAP,
      column: MAP_COLUMNS.indexOf(group.column),
      content: { type: 'frame', group },
    },
    ...group.nodes.map(
      (node, place): SceneBox => ({
        id: node.id,
        ...NODE_SIZE,
        parent: group.id,
        at: {
          x: FRAME_PADDING + (place % perRow) * step.x,
          y: FRAME_HEAD + Math.floor(place / perRow) * step.y,
        },
        content: { type: 'node', node, isFocus: false },
      }),
    ),
  ];
}

const WORST: OwnHealth[] = ['down', 'degraded', 'healthy', 'unknown'];

/** All calls between two boxes as one line; calls inside a box are not drawn. */
function linesBetween(
  edges: readonly PictureEdge[],
  boxOf: (node: string) => string,
): SceneLine[] {
  const lines = new Map<string, SceneLine>();
  for (const edge of edges) {
    const from = boxOf(edge.from);
    const to = boxOf(edge.to);
    if (from === to) {
      continue;
    }
    const id = `${from}>${to}`;
    const line: SceneLine = lines.get(id) ?? {
      id,
      from,
      to,
      edges: [],
      health: 'unknown',
      errorsPerSecond: 0,
    };
    line.edges.push(edge);
    line.health = WORST.find(
      health => health === line.health || health === edge.health,
    )!;
    const rate = edge.traffic?.requestsPerSecond;
    if (rate !== undefined) {
      line.requestsPerSecond = (line.requestsPerSecond ?? 0) + rate;
      line.errorsPerSecond += rate * (edge.traffic?.errorRatio ?? 0);
    }
    lines.set(id, line);
  }
  return [...lines.values()].sort((a, b) => a.id.localeCompare(b.id));
}
