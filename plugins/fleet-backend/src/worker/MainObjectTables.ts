import type { FleetObject } from '@panorama/plugin-fleet-node';
import type { ObjectTables } from './Inventory';
import type { ObjectChange } from './protocol';

/** Objects of one kind in one cluster. */
interface Table {
  cluster: string;
  kindId: string;
  objects: Map<string, FleetObject>;
  /** Keys that the list under way has mentioned. */
  listed?: Set<string>;
}

/** Everything that is not a pod, on the main thread, by kind, cluster and name. */
export class MainObjectTables implements ObjectTables {
  readonly #tables = new Map<string, Map<string, Table>>();
  /** One copy of equal label sets: a thread boundary makes many. */
  readonly #labels = new Map<string, Record<string, string>>();

  /** Names of namespaces: as many as there ever were. */
  readonly #texts = new Map<string, string>();

  constructor(private readonly kindIds: string[]) {}

  kinds(): string[] {
    return [...this.kindIds];
  }

  *list<T = unknown>(
    kindId: string,
    where: { cluster?: string; namespace?: string } = {},
  ): Iterable<FleetObject<T>> {
    for (const [cluster, { objects }] of this.#tables.get(kindId) ?? []) {
      if (where.cluster === undefined || where.cluster === cluster) {
        for (const object of objects.values()) {
          if (
            where.namespace === undefined ||
            where.namespace === object.namespace
          ) {
            yield object as FleetObject<T>;
          }
        }
      }
    }
  }

  get<T = unknown>(
    kindId: string,
    cluster: string,
    namespace: string,
    name: string,
  ): FleetObject<T> | undefined {
    return this.#tables
      .get(kindId)
      ?.get(cluster)
      ?.objects.get(`${namespace}/${name}`) as FleetObject<T> | undefined;
  }

  count(kindId: string, cluster?: string): number {
    let count = 0;
    for (const [name, { objects }] of this.#tables.get(kindId) ?? []) {
      if (cluster === undefined || cluster === name) {
        count += objects.size;
      }
    }
    return count;
  }

  apply(cluster: string, kindId: string, changes: ObjectChange[]): void {
    const table = this.#table(kindId, cluster);
    for (const change of changes) {
      this.#applyOne(table, change);
    }
  }

  dropCluster(cluster: string): string[] {
    const dropped: string[] = [];
    for (const [kindId, clusters] of this.#tables) {
      if (clusters.delete(cluster)) {
        dropped.push(kindId);
      }
    }
    return dropped;
  }

  #applyOne(table: Table, change: ObjectChange): void {
    switch (change.type) {
      case 'begin':
        table.listed = new Set();
        break;
      case 'put': {
        const { object } = change;
        const key = `${object.namespace}/${object.name}`;
        // Each message brings its own copies of texts that thousands of objects
        // have in common: 100 bytes an object.
        object.cluster = table.cluster;
        object.kindId = table.kindId;
        object.namespace = this.#sharedText(object.namespace);
        object.labels = this.#shared(object.labels);
        table.objects.set(key, object);
        table.listed?.add(key);
        break;
      }
      case 'delete': {
        const key = `${change.namespace}/${change.name}`;
        // Whatever its uid: the changes of one watch come in order, and those
        // in between may have been merged into this one.
        table.objects.delete(key);
        table.listed?.delete(key);
        break;
      }
      case 'commit':
        for (const key of table.listed ? table.objects.keys() : []) {
          if (!table.listed!.has(key)) {
            table.objects.delete(key);
          }
        }
        table.listed = undefined;
        break;
      case 'drop':
        table.objects.clear();
        table.listed = undefined;
        break;
      default:
    }
  }

  #table(kindId: string, cluster: string): Table {
    let clusters = this.#tables.get(kindId);
    if (!clusters) {
      clusters = new Map();
      this.#tables.set(kindId, clusters);
    }
    let table = clusters.get(cluster);
    if (!table) {
      table = { cluster, kindId, objects: new Map() };
      clusters.set(cluster, table);
    }
    return table;
  }

  #sharedText(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) {
      this.#texts.set(text, text);
    }
    return known ?? text;
  }

  #shared(labels: Record<string, string>): Record<string, string> {
    const key = JSON.stringify(labels);
    const known = this.#labels.get(key);
    if (known) {
      return known;
    }
    if (this.#labels.size >= MAX_SHARED_LABEL_SETS) {
      this.#labels.clear();
    }
    this.#labels.set(key, labels);
    return labels;
  }
}

/** Forgetting them costs memory, not truth. */
const MAX_SHARED_LABEL_SETS = 10_000;
