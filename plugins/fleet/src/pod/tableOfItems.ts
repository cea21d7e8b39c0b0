import {
  CPU_UNIT_MILLICORES,
  MEMORY_UNIT_BYTES,
  NO_ID,
  PodTable,
  podStateCode,
  quantise,
  type PodListItem,
} from '@panorama/plugin-fleet-common';

/** Gives each distinct key one row and remembers its number. */
class Rows<T> {
  readonly #ids = new Map<string, number>();

  constructor(private readonly rows: T[]) {}

  idOf(key: string, row: () => T): number {
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.rows.push(row()) - 1;
      this.#ids.set(key, id);
    }
    return id;
  }
}

/** Rows of REST as a table, so that cards use the same renderer as the fleet page. */
export function tableOfItems(items: readonly PodListItem[]): PodTable {
  const table = new PodTable();
  const clusters = new Rows(table.clusters);
  const namespaces = new Rows(table.namespaces);
  const nodes = new Rows(table.nodes);
  const workloads = new Rows(table.workloads);
  const shapes = new Rows(table.shapes);
  const images = new Rows(table.images);
  const reasons = new Rows(table.reasons);
  items.forEach((pod, slot) => {
    const cluster = clusters.idOf(pod.cluster, () => pod.cluster);
    const namespace = namespaces.idOf(`${cluster}/${pod.namespace}`, () => ({
      cluster,
      name: pod.namespace,
      tenant: pod.tenant,
    }));
    const { node, reason } = pod;
    const workload = workloads.idOf(
      [
        namespace,
        pod.workloadKind,
        pod.workloadName,
        pod.owner,
        pod.entityRef,
      ].join('\n'),
      () => ({
        namespace,
        kind: pod.workloadKind,
        name: pod.workloadName,
        entityRef: pod.entityRef,
        owner: pod.owner,
        system: pod.system,
      }),
    );
    table.set(slot, {
      workload,
      node: node
        ? nodes.idOf(`${cluster}/${node}`, () => ({
            cluster,
            name: node,
            zone: pod.zone,
          }))
        : NO_ID,
      shape: shapes.idOf(JSON.stringify(pod.shape), () => pod.shape),
      image: images.idOf(pod.image, () => pod.image),
      reason: reason ? reasons.idOf(reason, () => reason) : NO_ID,
      name: pod.name,
      state: podStateCode(pod.state),
      readyContainers: pod.readyContainers,
      restarts: pod.restarts,
      restartsLastHour: pod.restartsLastHour,
      createdAt: Math.floor(pod.createdAt / 1000),
      cpuUsage: quantise(pod.cpuMillicores, CPU_UNIT_MILLICORES),
      memoryUsage: quantise(pod.memoryBytes, MEMORY_UNIT_BYTES),
    });
  });
  return table;
}
