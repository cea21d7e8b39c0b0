import { parseEntityRef } from '@backstage/catalog-model';
import type { Estate } from '../estate/Estate';
import type { OutsideHosts } from './OutsideHosts';
import type { Unit } from './units';

/** The label by which Backstage's users tie objects to entities. */
const KUBERNETES_ID = 'backstage.io/kubernetes-id';

/**
 * Nodes of entities that the fleet's correlation cannot know because nothing
 * runs there: machines outside behind a Service, Services without pods.
 */
export class EntityNames {
  /** Names of entities besides their own. */
  readonly #learned = new Map<string, Set<string>>();
  /** Ids of units by `kubernetes-id`. */
  readonly #units = new Map<string, Set<string>>();
  /** Labels of Services that lead outside, by their place. */
  readonly #labels = new Map<string, string>();
  /** Ids of hosts outside, by their Services; made when the first is asked for. */
  #hosts:
    | { byName: Map<string, Set<string>>; byLabel: Map<string, Set<string>> }
    | undefined;

  constructor(
    estate: Estate,
    units: readonly Unit[],
    private readonly outside: OutsideHosts,
  ) {
    for (const { id, services, workloads } of units) {
      // What runs was correlated by the fleet, with better evidence.
      if (!workloads.some(({ pods }) => pods.length > 0)) {
        for (const { labels } of [...services, ...workloads]) {
          addTo(this.#units, labels[KUBERNETES_ID], id);
        }
      }
    }
    for (const { cluster, namespace, name, labels } of estate.services) {
      if (labels[KUBERNETES_ID]) {
        this.#labels.set(
          `${cluster}/${namespace}/${name}`,
          labels[KUBERNETES_ID],
        );
      }
    }
  }

  learn(entityRef: string, names: readonly string[]): void {
    const key = entityRef.toLowerCase();
    names.forEach(name => addTo(this.#learned, key, name));
  }

  /** Sorted ids; empty when nothing has one of the entity's names. */
  nodesOf(entityRef: string): string[] {
    const { name, kind } = partsOf(entityRef);
    const names = new Set([
      name,
      ...(this.#learned.get(entityRef.toLowerCase()) ?? []),
    ]);
    const ids = new Set(
      [...names].flatMap(each => [...(this.#units.get(each) ?? [])]),
    );
    // A component runs inside; its name outside is a coincidence.
    const isResource = kind.toLowerCase() === 'resource';
    this.#hosts ??= this.#indexHosts();
    for (const each of names) {
      this.#hosts.byLabel.get(each)?.forEach(id => ids.add(id));
      if (isResource) {
        this.#hosts.byName.get(each)?.forEach(id => ids.add(id));
      }
    }
    return [...ids].sort();
  }

  #indexHosts() {
    const byName = new Map<string, Set<string>>();
    const byLabel = new Map<string, Set<string>>();
    for (const { id, names } of this.outside.all()) {
      for (const { cluster, namespace, name } of names) {
        addTo(byName, name, id);
        addTo(byLabel, this.#labels.get(`${cluster}/${namespace}/${name}`), id);
      }
    }
    return { byName, byLabel };
  }
}

/** A reference that makes no sense is a name: some source wrote it, and its other words still count. */
function partsOf(entityRef: string): { name: string; kind: string } {
  try {
    return parseEntityRef(entityRef, { defaultKind: 'component' });
  } catch {
    return { name: entityRef, kind: '' };
  }
}

function addTo(
  map: Map<string, Set<string>>,
  key: string | undefined,
  value: string,
): void {
  if (key) {
    const known = map.get(key) ?? new Set();
    known.add(value);
    map.set(key, known);
  }
}
