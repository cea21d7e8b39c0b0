import { PLACE_WORDS, STYLE_BYTES } from '../render/buckets/cellBucket';
import { NO_CELL } from '../render/sprites';

type Handle = { kind: string; id: number };
type Texture = { width: number; height: number; data: ArrayBufferView };

/**
 * A WebGL 2 context as far as `WebglCells` uses it. It keeps what is uploaded
 * and, on a draw, does what the shaders say, in plain loops. So the equality of
 * both back ends is checked from buffers to pixels without a GPU; real shaders
 * run in `dev/browserCheck.mjs`.
 */
export class RecordingGl {
  readonly pixels: Uint32Array;
  private readonly handles = new Map<number, Handle>();
  private readonly buffers = new Map<Handle, Uint8Array>();
  private readonly textures = new Map<Handle, Texture>();
  private readonly attributes = new Map<number, Handle>();
  private readonly uniforms = new Map<string, number[]>();
  private readonly units = new Map<number, Handle>();
  private bound: Handle | undefined;
  private unit = 0;
  private nextId = 1;
  private clearTo = 0;
  private scissor: number[] | undefined;
  private scissorOn = false;

  constructor(private readonly width: number, private readonly height: number) {
    this.pixels = new Uint32Array(width * height);
  }

  /** Kinds of objects that were created and not deleted. */
  alive(): string[] {
    return [...this.handles.values()].map(handle => handle.kind).sort();
  }

  gl(): WebGL2RenderingContext {
    const known: Record<string, unknown> = {
      ...CONSTANTS,
      createProgram: () => this.create('program'),
      createShader: () => this.create('shader'),
      createBuffer: () => this.create('buffer'),
      createTexture: () => this.create('texture'),
      createVertexArray: () => this.create('vertexArray'),
      getProgramParameter: () => true,
      getShaderParameter: () => true,
      isContextLost: () => false,
      getUniformLocation: (_: Handle, name: string) => name,
      bindBuffer: (_: number, buffer: Handle) => {
        this.bound = buffer;
      },
      bufferData: (_: number, data: ArrayBufferView) => this.setBuffer(data),
      bufferSubData: (_: number, offset: number, data: ArrayBufferView) =>
        this.boundBuffer().set(bytesOf(data), offset),
      vertexAttribIPointer: (location: number) => {
        this.attributes.set(location, this.bound as Handle);
      },
      activeTexture: (unit: number) => {
        this.unit = unit - CONSTANTS.TEXTURE0;
      },
      bindTexture: (_: number, texture: Handle) =>
        this.units.set(this.unit, texture),
      texImage2D: (...args: unknown[]) => this.setTexture(args),
      uniform1i: (name: string, value: number) =>
        this.uniforms.set(name, [value]),
      uniform2i: (name: string, x: number, y: number) =>
        this.uniforms.set(name, [x, y]),
      clearColor: (r: number, g: number, b: number) => {
        const channel = (value: number, shift: number) =>
          Math.round(value * 255) << shift;
        this.clearTo =
          (0xff000000 | channel(b, 16) | channel(g, 8) | channel(r, 0)) >>> 0;
      },
      enable: () => {
        this.scissorOn = true;
      },
      disable: () => {
        this.scissorOn = false;
      },
      scissor: (...box: number[]) => {
        this.scissor = box;
      },
      clear: () => this.clear(),
      drawArraysInstanced: (
        _mode: number,
        _first: number,
        _count: number,
        instances: number,
      ) => this.draw(instances),
    };
    for (const kind of [
      'Program',
      'Shader',
      'Buffer',
      'Texture',
      'VertexArray',
    ]) {
      known[`delete${kind}`] = (handle: Handle) =>
        this.handles.delete(handle.id);
    }
    return new Proxy(known, {
      get: (target, name) => target[String(name)] ?? (() => undefined),
    }) as unknown as WebGL2RenderingContext;
  }

  private create(kind: string): Handle {
    const handle = { kind, id: this.nextId++ };
    this.handles.set(handle.id, handle);
    return handle;
  }

  private boundBuffer(): Uint8Array {
    return this.buffers.get(this.bound as Handle) as Uint8Array;
  }

  private setBuffer(data: ArrayBufferView): void {
    this.buffers.set(this.bound as Handle, bytesOf(data).slice());
  }

  private setTexture(args: unknown[]): void {
    const [, , , width, height, , , , data] = args as number[];
    const view = data as unknown as ArrayBufferView;
    this.textures.set(this.units.get(this.unit) as Handle, {
      width,
      height,
      data: view,
    });
  }

  private clear(): void {
    const [x, y, w, h] = (this.scissorOn && this.scissor) || [
      0,
      0,
      this.width,
      this.height,
    ];
    for (let row = Math.max(0, y); row < Math.min(this.height, y + h); row++) {
      // Row 0 of a WebGL canvas is the lowest.
      const from = (this.height - 1 - row) * this.width;
      this.pixels.fill(
        this.clearTo,
        from + Math.max(0, x),
        from + Math.max(0, Math.min(this.width, x + w)),
      );
    }
  }

  /** `CELL_VERTEX` and `CELL_FRAGMENT`, for one instance after the other. */
  private draw(instances: number): void {
    const place = new Uint32Array(this.attribute(0).buffer);
    const style = this.attribute(1);
    const [pitch] = this.uniform('u_pitch');
    const [cell] = this.uniform('u_cell');
    const [offsetX, offsetY] = this.uniform('u_offset');
    const origins = this.texture('u_origins');
    const originData = origins.data as Int32Array;
    for (let i = 0; i < instances; i++) {
      const [code, variant] = style.subarray(
        i * STYLE_BYTES,
        i * STYLE_BYTES + 2,
      );
      if (code !== NO_CELL) {
        const leaf = place[i * PLACE_WORDS];
        const grid = place[i * PLACE_WORDS + 1];
        const x = originData[leaf * 2] + (grid & 0xffff) * pitch + offsetX;
        const y = originData[leaf * 2 + 1] + (grid >>> 16) * pitch + offsetY;
        this.shade(x, y, cell, code, variant);
      }
    }
  }

  private shade(
    x: number,
    y: number,
    cell: number,
    code: number,
    variant: number,
  ): void {
    const [sprite] = this.uniform('u_sprite');
    const atlas = this.texture('u_atlas');
    const bytes = bytesOf(atlas.data);
    const texels = new Uint32Array(
      bytes.buffer,
      bytes.byteOffset,
      bytes.byteLength / 4,
    );
    for (let row = 0; row < cell; row++) {
      for (let col = 0; col < cell; col++) {
        const [px, py] = [x + col, y + row];
        if (px >= 0 && py >= 0 && px < this.width && py < this.height) {
          const u = code * sprite + Math.floor((col * sprite) / cell);
          const v = variant * sprite + Math.floor((row * sprite) / cell);
          this.pixels[py * this.width + px] = texels[v * atlas.width + u];
        }
      }
    }
  }

  private attribute(location: number): Uint8Array {
    return this.buffers.get(
      this.attributes.get(location) as Handle,
    ) as Uint8Array;
  }

  private uniform(name: string): number[] {
    return this.uniforms.get(name) as number[];
  }

  private texture(name: string): Texture {
    return this.textures.get(
      this.units.get(this.uniform(name)[0]) as Handle,
    ) as Texture;
  }
}

const CONSTANTS = {
  TEXTURE0: 100,
  TEXTURE_2D: 1,
  ARRAY_BUFFER: 2,
  SCISSOR_TEST: 3,
};

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
