import type { CellLook } from '../model/colouring/types';
import { LIGHT_TOKENS } from '../testing/tokens';
import { mixColour, packColour, unpackColour } from './colour';
import { glyphScale } from './glyphs';
import { buildAtlas, DIM, STALE } from './sprites';

const look = (
  pattern: CellLook['pattern'],
  glyph: CellLook['glyph'] = 'none',
): CellLook => ({
  colour: { palette: 'states', index: 2 },
  pattern,
  glyph,
});

/** A sprite as text: # fill, o ink, . well, ? anything else. */
function drawn(cellLook: CellLook, cell: number, variant = 0): string[] {
  const atlas = buildAtlas(
    { looks: [cellLook], tokens: LIGHT_TOKENS },
    cell,
    1,
  );
  const names = new Map([
    [packColour(LIGHT_TOKENS.states[2]), '#'],
    [packColour(LIGHT_TOKENS.well), '.'],
  ]);
  // In the light theme the ink is as white as the well.
  return Array.from({ length: cell }, (_, y) =>
    Array.from({ length: cell }, (__, x) => {
      const pixel = atlas.pixels[(variant * cell + y) * cell + x];
      return names.get(pixel) ?? '?';
    }).join(''),
  );
}

describe('sprites', () => {
  it('puts a cross of one pixel lines into a cell of seven', () => {
    expect(drawn(look('solid', 'cross'), 7)).toEqual([
      '#######',
      '#.###.#',
      '##.#.##',
      '###.###',
      '##.#.##',
      '#.###.#',
      '#######',
    ]);
  });

  it('draws hollow, thick and small outlines', () => {
    expect(drawn(look('hollow'), 5)).toEqual([
      '#####',
      '#...#',
      '#...#',
      '#...#',
      '#####',
    ]);
    expect(drawn(look('hollowThick'), 5)).toEqual([
      '#####',
      '#####',
      '##.##',
      '#####',
      '#####',
    ]);
    expect(drawn(look('hollowSmall'), 5)).toEqual([
      '.....',
      '.###.',
      '.#.#.',
      '.###.',
      '.....',
    ]);
  });

  it('leaves glyphs out where a cell has no five pixels for them', () => {
    expect(drawn(look('solid', 'cross'), 4)).toEqual([
      '####',
      '####',
      '####',
      '####',
    ]);
  });

  it.each([
    [4, 0],
    [5, 1],
    [7, 1],
    [11, 1],
    [12, 2],
    [13, 2],
    [27, 5],
  ])(
    'scales glyphs in cells of %i pixels by the whole factor %i',
    (cell, scale) => {
      expect(glyphScale(cell)).toBe(scale);
    },
  );

  it('drops what does not match to an eighth of its ink, stale or not', () => {
    const colour = mixColour(
      packColour('#FFFFFF'),
      packColour(LIGHT_TOKENS.states[2]),
      0.12,
    );
    for (const variant of [DIM, DIM | STALE]) {
      const atlas = buildAtlas(
        { looks: [look('solid')], tokens: LIGHT_TOKENS },
        7,
        1,
      );
      const pixels = atlas.pixels.subarray(variant * 49, (variant + 1) * 49);
      expect([...new Set(pixels)]).toEqual([colour]);
    }
  });

  it('hatches what is stale', () => {
    const rows = buildAtlas(
      { looks: [look('solid')], tokens: LIGHT_TOKENS },
      7,
      1,
    ).pixels;
    expect(new Set(rows.subarray(STALE * 49, STALE * 49 + 49)).size).toBe(2);
  });
});

describe('colours', () => {
  it('survive packing', () => {
    expect(
      unpackColour(packColour('#3366FF')).map(part => Math.round(part * 255)),
    ).toEqual([0x33, 0x66, 0xff]);
  });

  it('name the value that is no colour', () => {
    expect(() => packColour('red')).toThrow('"red"');
  });
});
