/**
 * A colour as one number in the byte order of `ImageData` and of RGBA textures
 * on little-endian machines (all that browsers run on): 0xAABBGGRR.
 */
export type PackedColour = number;

/** `#RRGGBB` to a packed, opaque colour. */
export function packColour(hex: string): PackedColour {
  const match = /^#([0-9a-f]{6})$/i.exec(hex);
  if (!match) {
    throw new Error(
      `Heatmap colours must be "#RRGGBB" (got "${hex}"): check HeatmapTokens`,
    );
  }
  const rgb = parseInt(match[1], 16);
  return (
    (0xff000000 | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0
  );
}

/** `share` of `colour` on `ground`, both opaque. */
export function mixColour(
  ground: PackedColour,
  colour: PackedColour,
  share: number,
): PackedColour {
  let mixed = 0xff000000;
  for (const shift of [0, 8, 16]) {
    const from = (ground >>> shift) & 0xff;
    const to = (colour >>> shift) & 0xff;
    mixed |= Math.round(from + (to - from) * share) << shift;
  }
  return mixed >>> 0;
}

/** Red, green, blue from 0 to 1, as WebGL wants them. */
export function unpackColour(colour: PackedColour): [number, number, number] {
  return [
    (colour & 0xff) / 255,
    ((colour >>> 8) & 0xff) / 255,
    ((colour >>> 16) & 0xff) / 255,
  ];
}
