import { FREE_TEXT, type DictionaryBuffers } from './layout';

/** Texts kept decoded: pages and filters ask for the same ones again and again. */
const MAX_CACHED_TEXTS = 50_000;

/**
 * Reads the texts of a dictionary from shared memory, on either thread.
 * Decodes on demand, so that a dictionary costs the reading thread nothing
 * until somebody looks.
 */
export class DictionaryReader {
  #bytes!: Buffer;
  #offsets!: Uint32Array;
  #lengths!: Uint32Array;
  #generations!: Uint32Array;
  #counted = 0;
  readonly #texts = new Map<number, { generation: number; text: string }>();

  constructor(buffers: DictionaryBuffers) {
    this.attach(buffers);
  }

  /** The dictionary moved to larger buffers. */
  attach(buffers: DictionaryBuffers): void {
    this.#bytes = Buffer.from(buffers.bytes);
    this.#offsets = new Uint32Array(buffers.offsets);
    this.#lengths = new Uint32Array(buffers.lengths);
    this.#generations = new Uint32Array(buffers.generations);
  }

  /** Number of ids, for dictionaries whose ids are never reused: they have no gaps. */
  countPermanent(): number {
    while (this.generation(this.#counted) > 0) {
      this.#counted += 1;
    }
    return this.#counted;
  }

  /** Grows when the id is given to another text; 0 for an id that never was. */
  generation(id: number): number {
    return id < this.#generations.length
      ? Atomics.load(this.#generations, id)
      : 0;
  }

  /** Empty for an id that these buffers do not know (yet). */
  text(id: number): string {
    const generation = this.generation(id);
    if (generation === 0) {
      return '';
    }
    const cached = this.#texts.get(id);
    if (cached?.generation === generation) {
      return cached.text;
    }
    const length = this.#lengths[id];
    if (length === FREE_TEXT) {
      return '';
    }
    const from = this.#offsets[id];
    const text = this.#bytes.toString('utf8', from, from + length);
    if (this.#texts.size >= MAX_CACHED_TEXTS) {
      this.#texts.clear();
    }
    this.#texts.set(id, { generation, text });
    return text;
  }
}
