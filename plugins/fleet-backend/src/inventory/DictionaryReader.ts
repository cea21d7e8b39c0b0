import { FREE_TEXT, type DictionaryBuffers } from './layout';

/**
 * Texts kept decoded, one per place. Rows that are read together mostly name the
 * same things; keeping all texts would cost 190 bytes a pod on the main thread,
 * and decoding one takes less than a microsecond.
 */
const PLACES = 1024;

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
  /** The id and the generation of the text in each place, next to each other. */
  readonly #kept = new Uint32Array(PLACES * 2);
  readonly #texts = new Array<string>(PLACES).fill('');

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
    const place = id % PLACES;
    if (
      this.#kept[place * 2] === id &&
      this.#kept[place * 2 + 1] === generation
    ) {
      return this.#texts[place];
    }
    const length = this.#lengths[id];
    if (length === FREE_TEXT) {
      return '';
    }
    const from = this.#offsets[id];
    const text = this.#bytes.toString('utf8', from, from + length);
    this.#kept[place * 2] = id;
    this.#kept[place * 2 + 1] = generation;
    this.#texts[place] = text;
    return text;
  }
}
