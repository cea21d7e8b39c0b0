/**
 * A cell is a square of `u_cell` device pixels at
 * `origin(leaf) + (column, row) × pitch + offset`, all whole numbers. In clip
 * space x runs from -1 to 1 over `u_viewport.x` pixels and y upwards, hence
 * clip = 2 × pixel / viewport − 1, with y negated.
 */
export const CELL_VERTEX = `#version 300 es
layout(location = 0) in uvec2 a_place; // leaf, column | row << 16
layout(location = 1) in uvec4 a_style; // code, variant
uniform highp isampler2D u_origins;
uniform int u_originsWidth;
uniform int u_pitch;
uniform int u_cell;
uniform ivec2 u_offset;
uniform vec2 u_viewport;
out vec2 v_local;
flat out ivec2 v_sprite;

void main() {
  if (a_style.x == 255u) {
    gl_Position = vec4(2.0, 2.0, 0.0, 1.0); // outside of the clip space: no pixel
    return;
  }
  int leaf = int(a_place.x);
  ivec2 origin = texelFetch(u_origins, ivec2(leaf % u_originsWidth, leaf / u_originsWidth), 0).xy;
  ivec2 grid = ivec2(int(a_place.y & 0xffffu), int(a_place.y >> 16u));
  ivec2 corner = ivec2(gl_VertexID & 1, gl_VertexID >> 1);
  ivec2 pixel = origin + grid * u_pitch + u_offset + corner * u_cell;
  v_local = vec2(corner * u_cell);
  v_sprite = ivec2(int(a_style.x), int(a_style.y));
  vec2 clip = 2.0 * vec2(pixel) / u_viewport - 1.0;
  gl_Position = vec4(clip.x, -clip.y, 0.0, 1.0);
}
`;

/** Copies the pixel of the sprite: nearest, because cells are whole pixels. */
export const CELL_FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D u_atlas;
uniform int u_cell;
uniform int u_sprite;
in vec2 v_local;
flat in ivec2 v_sprite;
out vec4 o_colour;

void main() {
  ivec2 local = clamp(ivec2(floor(v_local)), ivec2(0), ivec2(u_cell - 1));
  ivec2 texel = u_sprite == u_cell ? local : (local * u_sprite) / u_cell;
  o_colour = vec4(texelFetch(u_atlas, v_sprite * u_sprite + texel, 0).rgb, 1.0);
}
`;
