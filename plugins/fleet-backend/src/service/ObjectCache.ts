import type { KubernetesJson } from '@panorama/plugin-fleet-node';

type Json = { [key: string]: KubernetesJson };

interface Entry {
  value: Promise<Json>;
  bytes: number;
}

/** About what 2,500 pods weigh as text. */
const MAX_BYTES = 32 * 1024 * 1024;
/** What an entry counts as while nobody knows its size. */
const EXPECTED_BYTES = 16 * 1024;

/**
 * Whole objects by identity and version, so an entry is true for ever and only
 * its room runs out. The one used longest ago goes first. A failure is not kept.
 */
export class ObjectCache {
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(private readonly maxBytes = MAX_BYTES) {}

  get(key: string, read: () => Promise<Json>): Promise<Json> {
    const known = this.#entries.get(key);
    if (known) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.value;
    }
    const entry: Entry = { value: read(), bytes: EXPECTED_BYTES };
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    entry.value.then(
      value => this.#weigh(key, entry, value),
      () => this.#drop(key, entry),
    );
    return entry.value;
  }

  get size() {
    return this.#entries.size;
  }

  #weigh(key: string, entry: Entry, value: Json) {
    if (this.#entries.get(key) === entry) {
      const bytes = JSON.stringify(value).length;
      this.#bytes += bytes - entry.bytes;
      entry.bytes = bytes;
      for (const [oldKey, old] of this.#entries) {
        if (this.#bytes <= this.maxBytes) {
          return;
        }
        this.#drop(oldKey, old);
      }
    }
  }

  #drop(key: string, entry: Entry) {
    if (this.#entries.get(key) === entry) {
      this.#entries.delete(key);
      this.#bytes -= entry.bytes;
    }
  }
}
