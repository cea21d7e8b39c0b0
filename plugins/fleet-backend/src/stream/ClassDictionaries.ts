import {
  DICTIONARY_NAMES,
  type DictionaryName,
  type DictionaryRows,
  type DictionaryRowTypes,
} from '@panorama/plugin-fleet-common';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';
import { LocalIds } from './LocalIds';

/**
 * The dictionaries of one access class: only rows that a visible pod uses, with
 * ids of their own. Remembers which rows its viewers do not know yet.
 */
export class ClassDictionaries {
  readonly #ids: Record<DictionaryName, LocalIds>;
  /** Global ids of rows that are new or renamed, per dictionary. */
  readonly #unsent: Record<DictionaryName, Set<number>>;

  constructor(private readonly reader: PodColumnsReader) {
    this.#ids = forEachDictionary(() => new LocalIds());
    this.#unsent = forEachDictionary(() => new Set());
  }

  /** Local id; a row that is new to the class is put on the list of unsent ones. */
  use(name: DictionaryName, global: number): number {
    const known = this.#ids[name].find(global);
    if (known !== undefined) {
      return known;
    }
    const local = this.#ids[name].add(global);
    this.#unsent[name].add(global);
    this.#useReferences(name, global);
    return local;
  }

  globalOf(name: DictionaryName, local: number): number | undefined {
    return this.#ids[name].globalOf(local);
  }

  /** The text of a row changed under its id. */
  rename(name: DictionaryName, global: number): void {
    if (this.#ids[name].find(global) !== undefined) {
      this.#unsent[name].add(global);
    }
  }

  /** No pod uses the row any more; the global id may soon mean something else. */
  release(name: DictionaryName, global: number): void {
    this.#ids[name].release(global);
    this.#unsent[name].delete(global);
  }

  reuseReleased(): void {
    DICTIONARY_NAMES.forEach(name => this.#ids[name].reuseReleased());
  }

  /** Rows that viewers do not know yet, once; `undefined` when there are none. */
  takeUnsent(): DictionaryRows | undefined {
    let isEmpty = true;
    const rows = forEachDictionary(name => {
      const locals = [...this.#unsent[name]]
        .map(global => this.use(name, global))
        .sort((a, b) => a - b);
      this.#unsent[name].clear();
      isEmpty &&= locals.length === 0;
      return this.#section(name, locals);
    });
    return isEmpty ? undefined : (rows as DictionaryRows);
  }

  /** Every row, for somebody who knows nothing. */
  all(): DictionaryRows {
    return forEachDictionary(name =>
      this.#section(
        name,
        Array.from({ length: this.#ids[name].length }, (_, local) => local),
      ),
    ) as DictionaryRows;
  }

  #section(name: DictionaryName, ids: number[]) {
    return { ids, rows: ids.map(local => this.#row(name, local)) };
  }

  /** The row in local ids. A free id is an empty row: what was there is nobody's business any more. */
  #row(
    name: DictionaryName,
    local: number,
  ): DictionaryRowTypes[DictionaryName] {
    const { reader } = this;
    const global = this.globalOf(name, local);
    switch (name) {
      case 'clusters':
        return global === undefined ? '' : reader.cluster(global);
      case 'namespaces': {
        if (global === undefined) {
          return { cluster: 0, name: '' };
        }
        const row = reader.namespace(global);
        return { ...row, cluster: this.use('clusters', row.cluster) };
      }
      case 'nodes': {
        if (global === undefined) {
          return { cluster: 0, name: '' };
        }
        const row = reader.node(global);
        return { ...row, cluster: this.use('clusters', row.cluster) };
      }
      case 'workloads': {
        if (global === undefined) {
          return { namespace: 0, kind: '', name: '' };
        }
        const row = reader.workload(global);
        return { ...row, namespace: this.use('namespaces', row.namespace) };
      }
      case 'shapes':
        return global === undefined
          ? { qos: 'BestEffort', gpus: 0, containers: 0 }
          : reader.shape(global);
      case 'images':
        return global === undefined ? '' : reader.image(global);
      case 'reasons':
        return global === undefined ? '' : reader.reason(global);
      default:
        return name satisfies never;
    }
  }

  /** Rows that this row points at must be known to the viewer before it. */
  #useReferences(name: DictionaryName, global: number): void {
    switch (name) {
      case 'namespaces':
        this.use('clusters', this.reader.namespace(global).cluster);
        break;
      case 'nodes':
        this.use('clusters', this.reader.node(global).cluster);
        break;
      case 'workloads':
        this.use('namespaces', this.reader.workload(global).namespace);
        break;
      default:
    }
  }
}

function forEachDictionary<T>(
  make: (name: DictionaryName) => T,
): Record<DictionaryName, T> {
  return Object.fromEntries(
    DICTIONARY_NAMES.map(name => [name, make(name)]),
  ) as Record<DictionaryName, T>;
}
