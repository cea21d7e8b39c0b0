import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import type { Arrangement } from '../layout/arrange';
import { nodeRect } from '../layout/hitTest';
import type { LayoutMetrics } from '../layout/metrics';
import { areStrips } from '../layout/packFrames';
import type { Grouping } from '../model/grouping';
import type { LabelItem } from '../render/buckets/labelBucket';
import type { OutlineItem } from '../render/buckets/outlineBucket';
import type { GroupNode } from '../types';
import type { Scene } from '../worker/protocol';
import { fitHeader, type HeaderPart, type HeaderParts } from './headerText';
import { fontOf, type SceneContext } from './sceneStyle';

/** Borders, grounds and headers of an arrangement. */
export function buildScene(
  grouping: Grouping,
  arrangement: Arrangement,
  metrics: LayoutMetrics,
  merge: number,
  context: SceneContext,
): Scene {
  const origins = new Int32Array(grouping.leaves.length * 2);
  grouping.leaves.forEach(({ leaf }) => {
    origins[leaf * 2] = arrangement.leafX[leaf];
    origins[leaf * 2 + 1] = arrangement.leafY[leaf];
  });
  const pitch = arrangement.pitch * merge;
  const framed = framedNodes(grouping, metrics);
  const frames = grouping.nodes.filter(node => framed.has(node));
  return {
    origins,
    pitch,
    cell: pitch - lineWidth(pitch, context.dpr),
    wells: wellsOf(frames, arrangement),
    outlines: frames.map(node => outlineOf(node, arrangement, context)),
    labels: labelsOf(grouping, framed, arrangement, metrics, context),
  };
}

/** One CSS pixel between cells, but never more than a quarter of the pitch. */
export function lineWidth(pitch: number, dpr: number): number {
  return Math.max(1, Math.min(Math.round(dpr), Math.floor(pitch / 4)));
}

/** Inner nodes have a border; leaves only where they stand among frames. */
function framedNodes(
  { nodes, roots }: Grouping,
  metrics: LayoutMetrics,
): ReadonlySet<GroupNode> {
  const amongFrames =
    roots.some(root => root.leaf < 0) || areStrips(roots, metrics);
  return new Set(
    nodes.filter(node => node.leaf < 0 || (node.depth === 0 && amongFrames)),
  );
}

/** Only the outermost frames differ from the ground; without frames everything is well. */
function wellsOf(frames: GroupNode[], arrangement: Arrangement): Int32Array {
  const outer = frames.filter(node => !node.parent);
  if (outer.length === 0) {
    return Int32Array.from([0, 0, arrangement.width, arrangement.height]);
  }
  return Int32Array.from(
    outer.flatMap(node => {
      const { x, y, width, height } = nodeRect(arrangement, node);
      return [x, y, width, height];
    }),
  );
}

function outlineOf(
  node: GroupNode,
  arrangement: Arrangement,
  { tokens, dpr, clusters }: SceneContext,
): OutlineItem {
  const unit = Math.max(1, Math.round(dpr));
  const cluster = node.key === 'cluster' ? clusters.get(node.value) : undefined;
  const old = cluster?.freshness === 'stale' || cluster?.freshness === 'failed';
  return {
    ...nodeRect(arrangement, node),
    colour: old ? tokens.subtleText : tokens.divider,
    line: unit,
    radius: 3 * unit,
    dash: old ? [4 * unit, 3 * unit] : [],
  };
}

function labelsOf(
  grouping: Grouping,
  framed: ReadonlySet<GroupNode>,
  arrangement: Arrangement,
  metrics: LayoutMetrics,
  context: SceneContext,
): LabelItem[] {
  const labels: LabelItem[] = [];
  for (const node of grouping.nodes) {
    const frame = framed.has(node);
    if ((frame || metrics.blockHeader > 0) && node.key !== 'none') {
      const label = labelOf(node, frame, arrangement, metrics, context);
      if (label) {
        labels.push(label);
      }
    }
  }
  return labels;
}

function labelOf(
  node: GroupNode,
  frame: boolean,
  arrangement: Arrangement,
  metrics: LayoutMetrics,
  context: SceneContext,
): LabelItem | undefined {
  const { x, y, width } = nodeRect(arrangement, node);
  const { dpr } = context;
  const inset = frame ? metrics.framePad : 0;
  // A block's header may reach over the gap, almost to its neighbour.
  const room = frame
    ? width - 2 * inset
    : width + metrics.blockGapX - Math.round(5 * dpr);
  const gap = Math.round((frame ? 7 : 4) * dpr);
  const header = fitHeader(
    headerParts(node, frame, context),
    room,
    gap,
    context.measure,
  );
  const drop = frame
    ? metrics.frameHeader - Math.round(8 * dpr)
    : metrics.blockHeader - Math.round(5 * dpr);
  return header.runs.length === 0
    ? undefined
    : {
        x: x + inset,
        y: y + drop,
        width: header.width,
        stickUntil: x + width - inset,
        runs: header.runs,
      };
}

function headerParts(
  node: GroupNode,
  frame: boolean,
  context: SceneContext,
): HeaderParts {
  const { tokens, words, alarm, wall } = context;
  const part = (
    text: string,
    role: 'frame' | 'block',
    colour: string,
  ): HeaderPart => {
    const named = colour === tokens.text;
    const weight = named && wall && role === 'frame' ? 700 : 500;
    const font = named
      ? fontOf(context, role, weight)
      : fontOf(context, role === 'frame' ? 'frameDetail' : 'blockDetail', 400);
    return { text, font, colour };
  };
  const role = frame ? 'frame' : 'block';
  const count = alarm.countOf(node);
  const loud = (text: string): HeaderPart => ({
    text,
    font: fontOf(
      context,
      role === 'frame' ? 'frameDetail' : 'blockDetail',
      500,
    ),
    colour: alarm.colour,
  });
  const status =
    node.key === 'cluster' ? context.clusters.get(node.value) : undefined;
  const detail = status ? clusterDetail(status, context) : '';
  const notice = freshnessText(status, words, context.now);
  const short = loud(`${alarm.mark} ${words.count(count)}`);
  const long = alarm.words ? loud(words.failing(words.count(count))) : short;
  return {
    name: part(node.label || words.none, role, tokens.text),
    count: part(words.count(node.total), role, tokens.subtleText),
    notice: notice ? part(notice, role, tokens.subtleText) : undefined,
    detail: detail ? part(detail, role, tokens.subtleText) : undefined,
    alarm: count > 0 ? long : undefined,
    shortAlarm: count > 0 ? short : undefined,
  };
}

/** "v1.31 · 86 nodes". */
function clusterDetail(
  status: ClusterStatus,
  { words, nodesOf }: SceneContext,
): string {
  const nodes = nodesOf.get(status.name) ?? 0;
  const version = /^v?(\d+\.\d+)/.exec(status.version ?? '')?.[1];
  return [version ? `v${version}` : '', nodes > 0 ? words.nodes(nodes) : '']
    .filter(Boolean)
    .join(' · ');
}

/** What is wrong with the cluster: an old picture is never shown silently. */
function freshnessText(
  status: ClusterStatus | undefined,
  words: SceneContext['words'],
  now: number,
): string {
  switch (status?.freshness) {
    case 'stale':
      return words.stale(
        Math.floor((now - (status.lastSeenAt ?? now)) / 60_000),
      );
    case 'failed':
      return words.unreachable;
    case 'connecting':
    case 'syncing':
      return words.syncing;
    default:
      return '';
  }
}
