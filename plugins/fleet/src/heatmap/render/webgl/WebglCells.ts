import { STYLE_BYTES, type CellBucket } from '../buckets/cellBucket';
import type { CellFrame, CellLayer, LayerCost } from '../CellLayer';
import { unpackColour, type PackedColour } from '../colour';
import { VARIANTS, type Atlas } from '../sprites';
import { linkProgram } from './program';
import { CELL_FRAGMENT, CELL_VERTEX } from './shaders';

const ORIGINS_WIDTH = 1024;
const ORIGINS_UNIT = 0;
const ATLAS_UNIT = 1;
/** With more restyled cells than this, one upload of everything is cheaper than many small ones. */
const MAX_SINGLE_UPLOADS = 256;

const UNIFORMS = [
  'u_origins',
  'u_originsWidth',
  'u_pitch',
  'u_cell',
  'u_offset',
  'u_viewport',
  'u_atlas',
  'u_sprite',
] as const;

/** Cells in one instanced draw. Pan and zoom upload nothing but uniforms and block origins. */
export class WebglCells implements CellLayer {
  readonly backend = 'webgl2';
  private readonly program: WebGLProgram;
  private readonly uniforms: Record<
    (typeof UNIFORMS)[number],
    WebGLUniformLocation | null
  >;
  private readonly vertexArray: WebGLVertexArrayObject;
  private readonly placeBuffer: WebGLBuffer;
  private readonly styleBuffer: WebGLBuffer;
  private readonly originsTexture: WebGLTexture;
  private readonly atlasTexture: WebGLTexture;
  private bucket: CellBucket | undefined;
  private origins: Int32Array | undefined;
  private sprite = 1;
  private uploaded = 0;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = linkProgram(gl, CELL_VERTEX, CELL_FRAGMENT);
    const locate = (name: string) =>
      [name, gl.getUniformLocation(this.program, name)] as const;
    this.uniforms = Object.fromEntries(
      UNIFORMS.map(locate),
    ) as typeof this.uniforms;
    this.vertexArray = gl.createVertexArray();
    this.placeBuffer = gl.createBuffer();
    this.styleBuffer = gl.createBuffer();
    this.originsTexture = this.createTexture();
    this.atlasTexture = this.createTexture();
    gl.bindVertexArray(this.vertexArray);
    this.attribute(0, this.placeBuffer, 2, gl.UNSIGNED_INT);
    this.attribute(1, this.styleBuffer, STYLE_BYTES, gl.UNSIGNED_BYTE);
    gl.bindVertexArray(null);
  }

  setBucket(bucket: CellBucket): void {
    const { gl } = this;
    this.bucket = bucket;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.placeBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, bucket.place, gl.STATIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.styleBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, bucket.style, gl.DYNAMIC_DRAW);
    this.uploaded += bucket.place.byteLength + bucket.style.byteLength;
  }

  restyle(instances: Uint32Array, style: Uint8Array): void {
    const { gl, bucket } = this;
    if (!bucket) {
      return;
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, this.styleBuffer);
    const single = instances.length <= MAX_SINGLE_UPLOADS;
    instances.forEach((instance, i) => {
      const bytes = style.subarray(i * STYLE_BYTES, (i + 1) * STYLE_BYTES);
      bucket.style.set(bytes, instance * STYLE_BYTES);
      if (single) {
        gl.bufferSubData(gl.ARRAY_BUFFER, instance * STYLE_BYTES, bytes);
      }
    });
    if (!single) {
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, bucket.style);
    }
    this.uploaded += single ? style.byteLength : bucket.style.byteLength;
  }

  setAtlas(atlas: Atlas): void {
    const { gl } = this;
    this.sprite = atlas.sprite;
    const bytes = new Uint8Array(
      atlas.pixels.buffer,
      0,
      atlas.pixels.byteLength,
    );
    const width = atlas.codes * atlas.sprite;
    const height = VARIANTS * atlas.sprite;
    gl.activeTexture(gl.TEXTURE0 + ATLAS_UNIT);
    gl.bindTexture(gl.TEXTURE_2D, this.atlasTexture);
    gl.texImage2D(
      gl.TEXTURE_2D,
      0,
      gl.RGBA8,
      width,
      height,
      0,
      gl.RGBA,
      gl.UNSIGNED_BYTE,
      bytes,
    );
    this.uploaded += bytes.byteLength;
  }

  draw(frame: CellFrame): LayerCost {
    const { gl, bucket, uniforms } = this;
    gl.viewport(0, 0, frame.width, frame.height);
    this.clear(frame.ground);
    this.clearWells(frame);
    const count = bucket?.count ?? 0;
    if (count > 0) {
      this.uploadOrigins(frame.origins);
      gl.useProgram(this.program);
      gl.uniform1i(uniforms.u_origins, ORIGINS_UNIT);
      gl.uniform1i(uniforms.u_originsWidth, ORIGINS_WIDTH);
      gl.uniform1i(uniforms.u_atlas, ATLAS_UNIT);
      gl.uniform1i(uniforms.u_pitch, frame.pitch);
      gl.uniform1i(uniforms.u_cell, frame.cell);
      gl.uniform1i(uniforms.u_sprite, this.sprite);
      gl.uniform2i(uniforms.u_offset, frame.offsetX, frame.offsetY);
      gl.uniform2f(uniforms.u_viewport, frame.width, frame.height);
      gl.bindVertexArray(this.vertexArray);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
      gl.bindVertexArray(null);
    }
    const bytesUploaded = this.uploaded;
    this.uploaded = 0;
    return { drawCalls: count > 0 ? 1 : 0, bytesUploaded };
  }

  destroy(): void {
    const { gl } = this;
    gl.deleteProgram(this.program);
    gl.deleteVertexArray(this.vertexArray);
    gl.deleteBuffer(this.placeBuffer);
    gl.deleteBuffer(this.styleBuffer);
    gl.deleteTexture(this.originsTexture);
    gl.deleteTexture(this.atlasTexture);
  }

  private attribute(
    location: number,
    buffer: WebGLBuffer,
    size: number,
    type: number,
  ): void {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribIPointer(location, size, type, 0, 0);
    gl.vertexAttribDivisor(location, 1);
  }

  private createTexture(): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    // Fetched by texel: no filter, no repetition, and no mipmaps to complete it.
    for (const [name, value] of [
      [gl.TEXTURE_MIN_FILTER, gl.NEAREST],
      [gl.TEXTURE_MAG_FILTER, gl.NEAREST],
      [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
      [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
    ]) {
      gl.texParameteri(gl.TEXTURE_2D, name, value);
    }
    return texture;
  }

  private uploadOrigins(origins: Int32Array): void {
    if (origins === this.origins) {
      return;
    }
    const { gl } = this;
    this.origins = origins;
    const rows = Math.max(1, Math.ceil(origins.length / 2 / ORIGINS_WIDTH));
    const texels = new Int32Array(ORIGINS_WIDTH * rows * 2);
    texels.set(origins);
    gl.activeTexture(gl.TEXTURE0 + ORIGINS_UNIT);
    gl.bindTexture(gl.TEXTURE_2D, this.originsTexture);
    gl.texImage2D(
      gl.TEXTURE_2D,
      0,
      gl.RG32I,
      ORIGINS_WIDTH,
      rows,
      0,
      gl.RG_INTEGER,
      gl.INT,
      texels,
    );
    this.uploaded += texels.byteLength;
  }

  private clear(colour: PackedColour): void {
    const { gl } = this;
    gl.clearColor(...unpackColour(colour), 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  /** A scissored clear per frame: no program, no vertex, and frames are few. */
  private clearWells({
    wells,
    offsetX,
    offsetY,
    height,
    well,
  }: CellFrame): void {
    const { gl } = this;
    gl.enable(gl.SCISSOR_TEST);
    for (let i = 0; i < wells.length; i += 4) {
      const [x, y, w, h] = wells.subarray(i, i + 4);
      // Scissor boxes are measured from the lower left corner.
      gl.scissor(x + offsetX, height - (y + offsetY) - h, w, h);
      this.clear(well);
    }
    gl.disable(gl.SCISSOR_TEST);
  }
}
