import { EMPTY } from '../model/placement';
import {
  buildCells,
  STYLE_BYTES,
  writeStyle,
} from '../render/buckets/cellBucket';
import { buildScene } from '../scene/buildScene';
import { cellTexts } from '../scene/cellTexts';
import type { SceneContext } from '../scene/sceneStyle';
import { squareOf, visibleCells } from '../squares';
import type { RenderRequest } from '../worker/protocol';
import { styleOf, type Shown } from './shown';

/** What a picture tells the painter; starting and ending it is not the picture's business. */
export type PictureCommand = Exclude<
  RenderRequest,
  { type: 'start' } | { type: 'stop' | 'export' }
>;

type CommandOf<T extends PictureCommand['type']> = Extract<
  PictureCommand,
  { type: T }
>;

/** All cells: after a new layout, colouring or theme. */
export function cellCommands(
  shown: Shown,
): [CommandOf<'palette'>, CommandOf<'cells'>] {
  const { placement, arrangement, merge, tokens } = shown;
  const looks = shown.colouring.codes.map(code => code.look);
  const bucket = buildCells(placement, arrangement, merge, styleOf(shown));
  return [
    { type: 'palette', tokens, looks },
    { type: 'cells', bucket },
  ];
}

/** Single cells in place; only where no cells merge. */
export function restyleCommand(
  shown: Shown,
  cells: readonly number[],
): CommandOf<'restyle'> {
  const style = new Uint8Array(cells.length * STYLE_BYTES);
  const cellStyle = styleOf(shown);
  cells.forEach((cell, i) =>
    writeStyle(style, i, shown.placement.slotOfCell[cell], cellStyle),
  );
  return { type: 'restyle', instances: Uint32Array.from(cells), style };
}

/** Frames, grounds and headers. */
export function sceneCommand(
  { grouping, arrangement, fitted, merge }: Shown,
  context: SceneContext,
): CommandOf<'scene'> {
  const { metrics } = fitted;
  return {
    type: 'scene',
    scene: buildScene(grouping, arrangement, metrics, merge, context),
  };
}

/** Where the content is in the viewport, and the words inside large cells. */
export function offsetCommand(
  shown: Shown,
  context: SceneContext,
): CommandOf<'offset'> {
  const { camera, grouping, table } = shown;
  const level = camera.level();
  const large = level === 'names' || level === 'containers';
  const cells = large ? visibleCells(shown, grouping.leaves, camera) : [];
  const texts = cellTexts(table, cells, level, context);
  return { type: 'offset', x: camera.x, y: camera.y, ...texts };
}

/** One flash around each of these pods; `undefined` where none has a cell. */
export function flashCommand(
  shown: Shown,
  slots: readonly number[],
): CommandOf<'flash'> | undefined {
  const cells = slots
    .map(slot => shown.placement.cellOfSlot[slot])
    .filter(cell => cell !== EMPTY);
  const flashes = cells.map(cell => {
    const { x, y, width } = squareOf(shown, cell);
    return { x, y, size: width };
  });
  return flashes.length > 0 ? { type: 'flash', flashes } : undefined;
}
