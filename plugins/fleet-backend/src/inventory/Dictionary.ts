import { HashIndex, hashText } from './HashIndex';
import { FREE_TEXT, type DictionaryBuffers } from './layout';
import { fittedRoom, grownRoom, resized } from './room';

/**
 * How long an id rests after its last user has gone. A reader on the other
 * thread that has just read the id from a row must not find another text under
 * it; nobody holds an id without its row for longer than a request.
 */
export const QUARANTINE_MS = 60_000;

const FIRST_IDS = 64;
const FIRST_BYTES = 4096;

/** Room for a text is a multiple of this, so that freed room fits other texts. */
const ROOM_STEP = 8;

export interface DictionaryOptions {
  /** Ids are never given to another text. */
  isPermanent?: boolean;
  /** A buffer moved: readers need the new ones. */
  onMoved: () => void;
}

/**
 * Texts ↔ small ids in shared memory; the only writer. Counted: `acquire` and
 * `release` per use, so that names of pods that came and went do not pile up.
 *
 * Rows refer to ids, and readers look them up without asking this thread, so
 * the text is complete before the id leaves this class.
 */
export class Dictionary {
  #bytes: Buffer;
  #offsets: Uint32Array;
  #lengths: Uint32Array;
  #generations: Uint32Array;
  #uses: Uint32Array;
  #hashes: Uint32Array;
  #buffers: DictionaryBuffers;
  readonly #index = new HashIndex(id => this.#hashes[id]);
  /** Next byte that was never used. */
  #end = 0;
  /** Next id that was never used. */
  #next = 0;
  #size = 0;
  #freeIds: number[] = [];
  /** By room size in steps: where texts used to be. */
  readonly #freeRoom = new Map<number, number[]>();
  /** Ids without users and when their rest is over, the earliest first. */
  readonly #resting = new Map<number, number>();

  constructor(private readonly options: DictionaryOptions) {
    this.#buffers = {
      bytes: new SharedArrayBuffer(FIRST_BYTES),
      offsets: new SharedArrayBuffer(FIRST_IDS * 4),
      lengths: new SharedArrayBuffer(FIRST_IDS * 4),
      generations: new SharedArrayBuffer(FIRST_IDS * 4),
    };
    this.#bytes = Buffer.from(this.#buffers.bytes);
    this.#offsets = new Uint32Array(this.#buffers.offsets);
    this.#lengths = new Uint32Array(this.#buffers.lengths);
    this.#generations = new Uint32Array(this.#buffers.generations);
    this.#uses = new Uint32Array(FIRST_IDS);
    this.#hashes = new Uint32Array(FIRST_IDS);
  }

  get buffers(): DictionaryBuffers {
    return this.#buffers;
  }

  /** Texts, those at rest included. */
  get size(): number {
    return this.#size;
  }

  /** The id of a text, without counting a use; `undefined` when nobody uses it. */
  find(text: string): number | undefined {
    const id = this.#lookup(text, hashText(text));
    return id < 0 ? undefined : id;
  }

  /** The id of a text, with one more use. */
  acquire(text: string): number {
    const hash = hashText(text);
    let id = this.#lookup(text, hash);
    if (id < 0) {
      id = this.#insert(text, hash);
    }
    this.#uses[id] += 1;
    return id;
  }

  /** One use more of an id that is in use. */
  retain(id: number): void {
    this.#uses[id] += 1;
  }

  release(id: number, nowMs: number): void {
    this.#uses[id] -= 1;
    if (this.#uses[id] === 0 && !this.options.isPermanent) {
      this.#resting.delete(id);
      this.#resting.set(id, nowMs + QUARANTINE_MS);
    }
  }

  /** Frees the ids whose rest is over and returns them. */
  reclaim(nowMs: number): number[] {
    const freed: number[] = [];
    for (const [id, untilMs] of this.#resting) {
      if (untilMs > nowMs) {
        break;
      }
      this.#resting.delete(id);
      // It may have come back into use meanwhile.
      if (this.#uses[id] === 0) {
        this.#free(id);
        freed.push(id);
      }
    }
    return freed;
  }

  /** Ids that somebody uses. */
  *idsInUse(): Iterable<number> {
    for (let id = 0; id < this.#next; id += 1) {
      if (this.#uses[id] > 0) {
        yield id;
      }
    }
  }

  text(id: number): string {
    const from = this.#offsets[id];
    return this.#bytes.toString('utf8', from, from + this.#lengths[id]);
  }

  #lookup(text: string, hash: number): number {
    return this.#index.find(
      hash,
      id => this.#hashes[id] === hash && this.means(id, text),
    );
  }

  /** Whether an id that is in use stands for this text. */
  means(id: number, text: string): boolean {
    const from = this.#offsets[id];
    const bytes = this.#bytes;
    const length = this.#lengths[id];
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) {
        return this.text(id) === text;
      }
      if (i >= length || bytes[from + i] !== unit) {
        return false;
      }
    }
    return length === text.length;
  }

  #insert(text: string, hash: number): number {
    const encoded = Buffer.from(text, 'utf8');
    const id = this.#freeIds.pop() ?? this.#next++;
    const offset = this.#room(encoded.length);
    if (id >= this.#offsets.length || this.#end > this.#bytes.length) {
      this.#grow();
    }
    this.#bytes.set(encoded, offset);
    this.#offsets[id] = offset;
    this.#lengths[id] = encoded.length;
    this.#hashes[id] = hash;
    this.#index.add(hash, id);
    this.#size += 1;
    Atomics.add(this.#generations, id, 1);
    return id;
  }

  #free(id: number): void {
    const steps = stepsOf(this.#lengths[id]);
    const room = this.#freeRoom.get(steps);
    if (room) {
      room.push(this.#offsets[id]);
    } else {
      this.#freeRoom.set(steps, [this.#offsets[id]]);
    }
    this.#index.delete(this.#hashes[id], id);
    this.#lengths[id] = FREE_TEXT;
    this.#freeIds.push(id);
    this.#size -= 1;
  }

  #room(length: number): number {
    const steps = stepsOf(length);
    const freed = this.#freeRoom.get(steps)?.pop();
    if (freed !== undefined) {
      return freed;
    }
    const offset = this.#end;
    this.#end += steps * ROOM_STEP;
    return offset;
  }

  /** Gives back room that was bought while nobody knew how many texts would come. */
  fit(): void {
    const bytes = this.#bytes.length;
    const ids = this.#offsets.length;
    const fittedBytes = fittedRoom(this.#end, bytes, FIRST_BYTES);
    const fittedIds = fittedRoom(this.#next, ids, FIRST_IDS);
    if (fittedBytes !== bytes || fittedIds !== ids) {
      this.#moveTo(fittedBytes, fittedIds);
    }
  }

  #grow(): void {
    const room = (needed: number, present: number) =>
      needed > present ? grownRoom(needed) : present;
    this.#moveTo(
      room(this.#end, this.#bytes.length),
      room(this.#next, this.#offsets.length),
    );
  }

  /**
   * Moves everything to other buffers. All of them, even if only one is full:
   * readers that still hold the old ones then see the old content in itself
   * consistent, instead of new offsets into old bytes.
   */
  #moveTo(bytes: number, ids: number): void {
    const shared = (from: Uint32Array) =>
      resized(from, new Uint32Array(new SharedArrayBuffer(ids * 4)));
    const own = (from: Uint32Array) => resized(from, new Uint32Array(ids));
    this.#bytes = resized(
      this.#bytes,
      Buffer.from(new SharedArrayBuffer(bytes)),
    );
    this.#offsets = shared(this.#offsets);
    this.#lengths = shared(this.#lengths);
    this.#generations = shared(this.#generations);
    this.#uses = own(this.#uses);
    this.#hashes = own(this.#hashes);
    this.#buffers = {
      bytes: this.#bytes.buffer as SharedArrayBuffer,
      offsets: this.#offsets.buffer as SharedArrayBuffer,
      lengths: this.#lengths.buffer as SharedArrayBuffer,
      generations: this.#generations.buffer as SharedArrayBuffer,
    };
    this.options.onMoved();
  }
}

function stepsOf(length: number): number {
  return Math.max(1, Math.ceil(length / ROOM_STEP));
}
