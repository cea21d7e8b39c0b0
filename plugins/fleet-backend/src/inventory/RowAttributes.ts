import type { NamespaceTenant, WorkloadAttributes } from '../worker/protocol';

/** What changed, by the names of the things. */
export interface AttributeChanges {
  namespaces: Array<{ cluster: string; name: string }>;
  workloads: Array<{
    cluster: string;
    namespace: string;
    kind: string;
    name: string;
  }>;
}

/**
 * What is known of namespaces, nodes and workloads besides their names, from
 * other places than the pod. Kept by name, because ids come and go with pods
 * while the catalog stays. Each thread has its own.
 */
export class RowAttributes {
  #tenants = new Map<string, NamespaceTenant>();
  #workloads = new Map<string, WorkloadAttributes>();
  readonly #zones = new Map<string, string>();

  tenant(cluster: string, namespace: string): string | undefined {
    return this.#tenants.get(join(cluster, namespace))?.tenant;
  }

  workload(
    cluster: string,
    namespace: string,
    kind: string,
    name: string,
  ): WorkloadAttributes | undefined {
    return this.#workloads.get(join(cluster, namespace, kind, name));
  }

  zone(cluster: string, node: string): string | undefined {
    return this.#zones.get(join(cluster, node));
  }

  /** @returns the rows whose tenant differs from before */
  setTenants(rows: NamespaceTenant[]): AttributeChanges['namespaces'] {
    const before = this.#tenants;
    this.#tenants = new Map(
      rows.map(row => [join(row.cluster, row.namespace), row]),
    );
    return differing(
      before,
      this.#tenants,
      (a, b) => a.tenant === b.tenant,
    ).map(row => ({ cluster: row.cluster, name: row.namespace }));
  }

  /** @returns the rows whose attributes differ from before */
  setWorkloads(rows: WorkloadAttributes[]): AttributeChanges['workloads'] {
    const before = this.#workloads;
    this.#workloads = new Map(
      rows.map(row => [
        join(row.cluster, row.namespace, row.kind, row.name),
        row,
      ]),
    );
    return differing(
      before,
      this.#workloads,
      (a, b) =>
        a.entityRef === b.entityRef &&
        a.owner === b.owner &&
        a.system === b.system,
    );
  }

  /** @returns whether it differs from before */
  setZone(cluster: string, node: string, zone: string | undefined): boolean {
    const key = join(cluster, node);
    if (this.#zones.get(key) === zone) {
      return false;
    }
    if (zone === undefined) {
      this.#zones.delete(key);
    } else {
      this.#zones.set(key, zone);
    }
    return true;
  }
}

function join(...parts: string[]): string {
  return parts.join('/');
}

function differing<T>(
  before: Map<string, T>,
  after: Map<string, T>,
  same: (a: T, b: T) => boolean,
): T[] {
  const changed: T[] = [];
  for (const [key, row] of after) {
    const old = before.get(key);
    if (!old || !same(old, row)) {
      changed.push(row);
    }
  }
  for (const [key, row] of before) {
    if (!after.has(key)) {
      changed.push(row);
    }
  }
  return changed;
}
