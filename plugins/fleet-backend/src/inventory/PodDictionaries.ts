import { NO_ID } from '@panorama/plugin-fleet-common';
import { Dictionary } from './Dictionary';
import {
  DICTIONARIES,
  type DictionaryBuffers,
  type DictionaryName,
} from './layout';

/** Indexed by masks: an id that came to mean another namespace would grant rights. */
const PERMANENT: ReadonlySet<DictionaryName> = new Set([
  'clusters',
  'namespaces',
]);

/** All dictionaries of the pod table, by name. */
export class PodDictionaries {
  readonly #byName: Record<DictionaryName, Dictionary>;

  constructor(onMoved: () => void) {
    this.#byName = Object.fromEntries(
      DICTIONARIES.map(name => [
        name,
        new Dictionary({ isPermanent: PERMANENT.has(name), onMoved }),
      ]),
    ) as Record<DictionaryName, Dictionary>;
  }

  get(name: DictionaryName): Dictionary {
    return this.#byName[name];
  }

  buffers(): Record<DictionaryName, DictionaryBuffers> {
    return Object.fromEntries(
      DICTIONARIES.map(name => [name, this.#byName[name].buffers]),
    ) as Record<DictionaryName, DictionaryBuffers>;
  }

  /** Gives back what they do not need. */
  fit(): void {
    for (const name of DICTIONARIES) {
      this.#byName[name].fit();
    }
  }

  /** The id of `text` with one more use, in exchange for one use of `old`. `undefined` stands for {@link NO_ID}. */
  exchange(
    name: DictionaryName,
    old: number,
    text: string | undefined,
    nowMs: number,
  ): number {
    const dictionary = this.#byName[name];
    if (old !== NO_ID && text !== undefined && dictionary.means(old, text)) {
      // Nearly every event: comparing is a third of the work of looking up.
      return old;
    }
    const id = text === undefined ? NO_ID : dictionary.acquire(text);
    if (old !== NO_ID) {
      dictionary.release(old, nowMs);
    }
    return id;
  }

  release(name: DictionaryName, id: number, nowMs: number): void {
    if (id !== NO_ID) {
      this.#byName[name].release(id, nowMs);
    }
  }

  /** Ids that became free, by dictionary. */
  reclaim(nowMs: number): Record<DictionaryName, number[]> {
    return Object.fromEntries(
      DICTIONARIES.map(name => [name, this.#byName[name].reclaim(nowMs)]),
    ) as Record<DictionaryName, number[]>;
  }
}
