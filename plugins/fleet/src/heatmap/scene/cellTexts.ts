import {
  CPU_UNIT_MILLICORES,
  dequantise,
  MEMORY_UNIT_BYTES,
  NO_ID,
  podStateOf,
  type PodTable,
} from '@panorama/plugin-fleet-common';
import type { PixelRect } from '../layout/hitTest';
import type { BarItem, LabelItem } from '../render/buckets/labelBucket';
import { cardBand } from '../render/sprites';
import type { ZoomLevel } from '../types';
import { ellipsize } from './measureText';
import { fontOf, type SceneContext } from './sceneStyle';

/** Words and bars of large cells. */
export interface CellTexts {
  labels: LabelItem[];
  bars: BarItem[];
}

/** From the level `names` on a cell carries its name, from `containers` on state and usage. */
export function cellTexts(
  table: PodTable,
  cells: readonly { slot: number; rect: PixelRect }[],
  level: ZoomLevel,
  context: SceneContext,
): CellTexts {
  const texts: CellTexts = { labels: [], bars: [] };
  if (level !== 'names' && level !== 'containers') {
    return texts;
  }
  for (const { slot, rect } of cells) {
    writeCell(texts, table, slot, rect, level === 'containers', context);
  }
  return texts;
}

function writeCell(
  texts: CellTexts,
  table: PodTable,
  slot: number,
  rect: PixelRect,
  full: boolean,
  context: SceneContext,
): void {
  const { tokens, words, dpr } = context;
  const px = (css: number) => Math.round(css * dpr);
  const font = fontOf(context, 'cell', 400);
  const strong = fontOf(context, 'cell', 500);
  const left = rect.x + px(4);
  const room = rect.width - px(9);
  const line = px(13);
  let y = rect.y + cardBand(rect.width) + line - px(1);
  const write = (text: string, colour: string, with_: string) => {
    const shown = ellipsize(text, with_, room, context.measure);
    if (shown) {
      const runs = [{ text: shown, colour, font: with_, dx: 0 }];
      texts.labels.push({
        x: left,
        y,
        width: room,
        stickUntil: left + room,
        runs,
      });
    }
    y += line;
  };
  for (const part of nameLines(table, slot)) {
    write(part, tokens.text, strong);
  }
  if (!full) {
    return;
  }
  const reason = table.reason[slot];
  write(
    reason === NO_ID
      ? words.states[podStateOf(table.state[slot])]
      : table.reasons[reason],
    tokens.subtleText,
    font,
  );
  writeContainers(
    texts,
    table,
    slot,
    { x: left, y: y - px(6), width: room, height: px(5) },
    context,
  );
  y += px(10);
  writeUsage(
    texts,
    table,
    slot,
    { x: left, y: y - px(6), width: room, height: px(4) },
    context,
  );
}

/**
 * A pod's name is its workload's name and a suffix; the suffix is what tells
 * neighbours apart, so it gets a line of its own.
 */
function nameLines(table: PodTable, slot: number): string[] {
  const name = table.names[slot];
  const { name: workload } = table.workloads[table.workload[slot]];
  return name.startsWith(`${workload}-`)
    ? [workload, name.slice(workload.length + 1)]
    : [name];
}

/** One mark per container, filled where it is ready. */
function writeContainers(
  { bars }: CellTexts,
  table: PodTable,
  slot: number,
  area: PixelRect,
  { tokens, dpr }: SceneContext,
): void {
  const { containers } = table.shapes[table.shape[slot]];
  const width = Math.round(8 * dpr);
  const step = width + Math.round(2 * dpr);
  const shown = Math.min(containers, Math.floor(area.width / step));
  for (let i = 0; i < shown; i++) {
    const ready = i < table.readyContainers[slot];
    const colour = ready ? tokens.subtleText : tokens.divider;
    bars.push({
      x: area.x + i * step,
      y: area.y,
      width,
      height: area.height,
      colour,
    });
  }
}

/** CPU above memory, each against its limit, or its request where no limit is set. */
function writeUsage(
  { bars }: CellTexts,
  table: PodTable,
  slot: number,
  area: PixelRect,
  { tokens, dpr }: SceneContext,
): void {
  const shape = table.shapes[table.shape[slot]];
  const rows: Array<[number | undefined, number | undefined]> = [
    [
      dequantise(table.cpuUsage[slot], CPU_UNIT_MILLICORES),
      shape.cpuLimit ?? shape.cpuRequest,
    ],
    [
      dequantise(table.memoryUsage[slot], MEMORY_UNIT_BYTES),
      shape.memoryLimit ?? shape.memoryRequest,
    ],
  ];
  rows.forEach(([used, of], i) => {
    if (used !== undefined && of) {
      const y = area.y + i * (area.height + Math.round(3 * dpr));
      const share = Math.min(1, used / of);
      const colour = share >= 0.9 ? tokens.failingText : tokens.usage[1];
      bars.push({ ...area, y, colour: tokens.divider });
      bars.push({
        ...area,
        y,
        width: Math.max(1, Math.round(area.width * share)),
        colour,
      });
    }
  });
}
