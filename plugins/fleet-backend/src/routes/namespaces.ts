import { FilterField, NamespaceSummary } from '@panorama/plugin-fleet-common';
import { z } from 'zod';
import type { FleetRows } from '../service/FleetRows';
import { filterText, readFilter } from './filter';
import { FleetRoute, readQuery, sendJson } from './FleetRoute';
import { pageOf, pagingParameters, RowOrder } from './paging';
import { PodSums, sumPods } from './podSums';

const order: RowOrder<NamespaceSummary> = {
  standard: 'name',
  key: row => `${row.cluster}\n${row.name}`,
  columns: {
    name: row => row.name,
    cluster: row => row.cluster,
    tenant: row => row.tenant,
    pods: row => row.pods,
    workloads: row => row.workloads,
    failing: row => failing(row.podsByState),
    requestedCpu: row => row.requested.cpuMillicores,
    requestedMemory: row => row.requested.memoryBytes,
    usedCpu: row => row.used?.cpuMillicores,
    usedMemory: row => row.used?.memoryBytes,
    createdAt: row => row.createdAt,
  },
};

/** Pods whose state counts as failing. */
export function failing(states: NamespaceSummary['podsByState']): number {
  return (
    (states.failed ?? 0) +
    (states.oom ?? 0) +
    (states.crashloop ?? 0) +
    (states.imagepull ?? 0)
  );
}

const fields: FilterField<NamespaceSummary>[] = [
  {
    name: 'ns',
    aliases: ['namespace', 'name'],
    kind: 'text',
    freeWords: true,
    read: row => row.name,
  },
  { name: 'cluster', kind: 'text', read: row => row.cluster },
  { name: 'tenant', kind: 'text', freeWords: true, read: row => row.tenant },
  { name: 'pods', kind: 'number', read: row => row.pods, parse: Number },
  {
    name: 'failing',
    kind: 'number',
    read: row => failing(row.podsByState),
    parse: Number,
  },
];

const query = z.strictObject({
  q: filterText,
  cluster: z.string().optional(),
  tenant: z.string().optional(),
  ...pagingParameters(order),
});

/** Every namespace that the viewer may see, also the empty ones. */
async function namespaceRows(fleet: FleetRows): Promise<NamespaceSummary[]> {
  const masked = fleet.maskedPods();
  const { reader, mask } = masked;
  const workloads = new Map<number, Set<number>>();
  const sums = await sumPods(masked, (namespace, workload) => {
    workloads.set(
      namespace,
      (workloads.get(namespace) ?? new Set()).add(workload),
    );
    return namespace;
  });
  const rows = new Map<string, NamespaceSummary>();
  const row = (
    cluster: string,
    name: string,
    more: Partial<NamespaceSummary>,
  ) => {
    const key = `${cluster}\n${name}`;
    rows.set(key, {
      ...(rows.get(key) ?? {
        cluster,
        name,
        pods: 0,
        podsByState: {},
        workloads: 0,
        requested: new PodSums().requested,
      }),
      ...more,
    });
  };
  fleet
    .objects('namespaces')
    .forEach(({ cluster, name, createdAt }) =>
      row(cluster, name, { createdAt }),
    );
  mask.forEach((isVisible, id) => {
    const { cluster, name, tenant } = reader.namespace(id);
    const clusterName = reader.cluster(cluster);
    const sum = sums.get(id);
    // A namespace that was deleted keeps its id, but neither object nor pods.
    if (isVisible && (sum || rows.has(`${clusterName}\n${name}`))) {
      row(clusterName, name, {
        tenant,
        ...(sum && {
          pods: sum.pods,
          podsByState: sum.podsByState,
          requested: sum.requested,
          used: sum.used,
          workloads: workloads.get(id)?.size ?? 0,
        }),
      });
    }
  });
  return [...rows.values()];
}

export const namespacesRoute: FleetRoute = {
  path: '/namespaces',
  async handle(request, response, context) {
    const { q, cluster, tenant, ...paging } = readQuery(query, request);
    const isMatch = readFilter(q, fields);
    const { fleet } = await context.viewer(request);
    const rows = (await namespaceRows(fleet)).filter(
      row =>
        (cluster === undefined || row.cluster === cluster) &&
        (tenant === undefined || row.tenant === tenant) &&
        isMatch(row),
    );
    sendJson(response, await pageOf(rows, order, paging, fleet.clusters()));
  },
};
