import { FilterField, WorkloadSummary } from '@panorama/plugin-fleet-common';
import { z } from 'zod';
import type { FleetRows } from '../service/FleetRows';
import { filterText, readFilter } from './filter';
import { FleetRoute, readQuery, sendJson } from './FleetRoute';
import { failing } from './namespaces';
import { pageOf, pagingParameters, RowOrder } from './paging';
import { sumPods } from './podSums';

const order: RowOrder<WorkloadSummary> = {
  standard: 'name',
  key: row => `${row.cluster}\n${row.namespace}\n${row.kind}\n${row.name}`,
  columns: {
    name: row => row.name,
    kind: row => row.kind,
    cluster: row => row.cluster,
    namespace: row => row.namespace,
    tenant: row => row.tenant,
    owner: row => row.owner,
    system: row => row.system,
    pods: row => row.pods,
    ready: row => row.ready,
    failing: row => failing(row.podsByState),
    restartsLastHour: row => row.restartsLastHour,
    createdAt: row => row.createdAt,
  },
};

const fields: FilterField<WorkloadSummary>[] = [
  {
    name: 'workload',
    aliases: ['name', 'app'],
    kind: 'text',
    freeWords: true,
    read: row => row.name,
  },
  { name: 'kind', kind: 'text', read: row => row.kind },
  {
    name: 'ns',
    aliases: ['namespace'],
    kind: 'text',
    freeWords: true,
    read: row => row.namespace,
  },
  { name: 'cluster', kind: 'text', read: row => row.cluster },
  { name: 'tenant', kind: 'text', read: row => row.tenant },
  {
    name: 'owner',
    kind: 'text',
    read: row => [row.owner, row.owner?.split('/').pop()],
  },
  {
    name: 'system',
    kind: 'text',
    read: row => [row.system, row.system?.split('/').pop()],
  },
  { name: 'image', kind: 'text', read: row => row.images },
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
  namespace: z.string().optional(),
  ...pagingParameters(order),
});

/** Kinds that are workloads even while they have no pod, with their tables. */
const TABLES: Array<[kind: string, table: string]> = [
  ['Deployment', 'deployments.apps'],
  ['StatefulSet', 'statefulsets.apps'],
  ['DaemonSet', 'daemonsets.apps'],
  ['CronJob', 'cronjobs.batch'],
];

/** Every workload that the viewer may see; those without pods have zeros. */
export async function workloadRows(
  fleet: FleetRows,
): Promise<WorkloadSummary[]> {
  const masked = fleet.maskedPods();
  const { reader } = masked;
  const rows = new Map<string, WorkloadSummary>();
  for (const [id, sum] of await sumPods(masked, (_, workload) => workload)) {
    const {
      namespace: namespaceId,
      kind,
      name,
      ...attributes
    } = reader.workload(id);
    // The id may have been given to a workload of others while the pods were counted.
    if (masked.mask[namespaceId]) {
      const namespace = reader.namespace(namespaceId);
      const row: WorkloadSummary = {
        cluster: reader.cluster(namespace.cluster),
        namespace: namespace.name,
        kind,
        name,
        entityRef: attributes.entityRef,
        conflictingEntityRefs: fleet.conflictOf({
          cluster: reader.cluster(namespace.cluster),
          namespace: namespace.name,
          kind,
          name,
        }),
        owner: attributes.owner,
        system: attributes.system,
        tenant: namespace.tenant,
        pods: sum.pods,
        ready: sum.ready,
        podsByState: sum.podsByState,
        restartsLastHour: sum.restartsLastHour,
        images: [...sum.images].map(image => reader.image(image)).sort(),
      };
      rows.set(order.key(row), row);
    }
  }
  for (const [kind, table] of TABLES) {
    for (const object of fleet.objects<{ desired?: number }>(table)) {
      const {
        cluster,
        namespace,
        name,
        createdAt,
        fields: { desired },
      } = object;
      const empty: WorkloadSummary = {
        cluster,
        namespace,
        kind,
        name,
        pods: 0,
        ready: 0,
        podsByState: {},
        restartsLastHour: 0,
        images: [],
      };
      const key = order.key(empty);
      rows.set(key, { ...(rows.get(key) ?? empty), desired, createdAt });
    }
  }
  return [...rows.values()];
}

export const workloadsRoute: FleetRoute = {
  path: '/workloads',
  async handle(request, response, context) {
    const { q, cluster, namespace, ...paging } = readQuery(query, request);
    const isMatch = readFilter(q, fields);
    const { fleet } = await context.viewer(request);
    const rows = (await workloadRows(fleet)).filter(
      row =>
        (cluster === undefined || row.cluster === cluster) &&
        (namespace === undefined || row.namespace === namespace) &&
        isMatch(row),
    );
    sendJson(response, await pageOf(rows, order, paging, fleet.clusters()));
  },
};
