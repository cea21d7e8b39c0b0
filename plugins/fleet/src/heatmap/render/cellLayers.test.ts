import { COLOURINGS } from '../model/colouring';
import { layOut } from '../testing/cells';
import { syntheticTable } from '../testing/syntheticTable';
import { LIGHT_TOKENS } from '../testing/tokens';
import { RecordingGl } from '../testing/RecordingGl';
import { buildCells, STYLE_BYTES, type CellStyle } from './buckets/cellBucket';
import { paintCells } from './canvas2d/CanvasCells';
import type { CellFrame } from './CellLayer';
import { packColour } from './colour';
import { buildAtlas, NO_CELL } from './sprites';
import { WebglCells } from './webgl/WebglCells';

const NOW = 1_795_000_000;

/** Everything that both layers are given, for a table of `pods` at some place and pitch. */
function scene(pods: number, zoom: number, offsetX: number, offsetY: number) {
  const table = syntheticTable(pods);
  for (let slot = 3; slot < table.length; slot += 50) {
    table.delete(slot);
  }
  const { placement, fitted, arrangement, at, merge } = layOut(
    table,
    ['cluster', 'owner'],
    640,
    400,
  );
  const shown = zoom === 1 ? arrangement : at(Math.ceil(fitted.pitch * zoom));
  const colouring = COLOURINGS.state(table, { nowSeconds: NOW });
  const style: CellStyle = {
    codeOf: colouring.codeOf,
    variantOf: slot => slot % 4,
    severity: Uint8Array.from(colouring.codes, code => code.severity),
  };
  const squares = zoom === 1 ? merge : 1;
  const bucket = buildCells(placement, shown, squares, style);
  const pitch = shown.pitch * squares;
  const origins = new Int32Array(shown.leafX.length * 2);
  shown.leafX.forEach((x, leaf) =>
    origins.set([x, shown.leafY[leaf]], leaf * 2),
  );
  const frame: CellFrame = {
    origins,
    pitch,
    cell: pitch - 1,
    offsetX,
    offsetY,
    width: 640,
    height: 400,
    wells: Int32Array.from([0, 0, 500, 300, 520, 10, 100, 380]),
    ground: packColour(LIGHT_TOKENS.ground),
    well: packColour(LIGHT_TOKENS.well),
  };
  const looks = colouring.codes.map(code => code.look);
  const atlas = buildAtlas({ looks, tokens: LIGHT_TOKENS }, frame.cell, 1);
  return { bucket, frame, atlas, placement, table, colouring };
}

function canvasPixels({
  bucket,
  frame,
  atlas,
}: ReturnType<typeof scene>): Uint32Array {
  const pixels = new Uint32Array(frame.width * frame.height);
  paintCells(pixels, frame, bucket, atlas);
  return pixels;
}

function glPixels({ bucket, frame, atlas }: ReturnType<typeof scene>) {
  const recording = new RecordingGl(frame.width, frame.height);
  const layer = new WebglCells(recording.gl());
  layer.setBucket(bucket);
  layer.setAtlas(atlas);
  const cost = layer.draw(frame);
  return { pixels: recording.pixels, cost, layer, recording };
}

describe('cell layers', () => {
  it.each([
    ['fitted', 2500, 1, 0, 0],
    ['merged', 40_000, 1, 0, 0],
    ['zoomed and panned', 2500, 2.4, -321, -77],
    ['large cards', 400, 9, -500, -300],
  ])('WebGL and Canvas 2D paint the same pixels: %s', (_, pods, zoom, x, y) => {
    const both = scene(pods, zoom, x, y);
    const gl = glPixels(both);
    expect(gl.pixels).toEqual(canvasPixels(both));
    expect(new Set(gl.pixels).size).toBeGreaterThan(3);
  });

  it('WebGL draws all cells in one call, and panning uploads nothing', () => {
    const both = scene(2500, 1, 0, 0);
    const { cost, layer } = glPixels(both);
    expect(cost.drawCalls).toBe(1);
    expect(cost.bytesUploaded).toBeGreaterThan(both.bucket.place.byteLength);
    expect(layer.draw({ ...both.frame, offsetX: -10 })).toEqual({
      drawCalls: 1,
      bytesUploaded: 0,
    });
  });

  it('restyles single cells alike', () => {
    const both = scene(2500, 1, 0, 0);
    const { layer, recording } = glPixels(both);
    const instances = Uint32Array.from([0, 5, 9]);
    const style = new Uint8Array(3 * STYLE_BYTES);
    style.set([2, 0, 0, 0, NO_CELL, 0, 0, 0, 4, 1, 0, 0]);
    layer.restyle(instances, style);
    layer.draw(both.frame);
    expect(recording.pixels).toEqual(canvasPixels(both));
  });

  it('uploads three changed cells as twelve bytes', () => {
    const both = scene(2500, 1, 0, 0);
    const { layer } = glPixels(both);
    layer.restyle(Uint32Array.from([1, 2, 3]), new Uint8Array(3 * STYLE_BYTES));
    expect(layer.draw(both.frame).bytesUploaded).toBe(12);
  });

  it('frees everything that it allocated', () => {
    const { layer, recording } = glPixels(scene(200, 1, 0, 0));
    layer.destroy();
    expect(recording.alive()).toEqual([]);
  });
});

describe('merged cells', () => {
  it('show the worst pod of their square, pods that match before others', () => {
    const table = syntheticTable(30_000);
    const { placement, arrangement, merge } = layOut(
      table,
      ['cluster', 'owner'],
      500,
      300,
    );
    expect(merge).toBeGreaterThan(1);
    const { codes, codeOf } = COLOURINGS.state(table, { nowSeconds: NOW });
    const severity = Uint8Array.from(codes, code => code.severity);
    const variantOf = (slot: number) => Number(slot % 5 === 0);
    const bucket = buildCells(placement, arrangement, merge, {
      codeOf,
      variantOf,
      severity,
    });
    const slow = new Map<string, number>();
    placement.slotOfCell.forEach((slot, cell) => {
      if (slot >= 0) {
        const leaf = placement.leafOfCell(cell);
        const position = cell - placement.start[leaf];
        const cols = arrangement.leafCols[leaf];
        const col = Math.floor((position % cols) / merge);
        const row = Math.floor(position / cols / merge);
        const key = `${leaf} ${col} ${row}`;
        const rank = (slot % 5 === 0 ? 0 : 100) + 11 - table.state[slot];
        slow.set(key, Math.max(rank, slow.get(key) ?? -1));
      }
    });
    let shown = 0;
    for (let i = 0; i < bucket.count; i++) {
      const [leaf, grid] = bucket.place.subarray(i * 2, i * 2 + 2);
      const [code, variant] = bucket.style.subarray(
        i * STYLE_BYTES,
        i * STYLE_BYTES + 2,
      );
      if (code !== NO_CELL) {
        shown += 1;
        const rank = (variant ? 0 : 100) + 11 - code;
        expect(slow.get(`${leaf} ${grid & 0xffff} ${grid >>> 16}`)).toBe(rank);
      }
    }
    expect(shown).toBe(slow.size);
  });
});
