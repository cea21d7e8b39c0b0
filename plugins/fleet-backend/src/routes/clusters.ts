import { NotFoundError } from '@backstage/errors';
import { NO_ID } from '@panorama/plugin-fleet-common';
import type {
  ClusterDetail,
  ClusterSummary,
  NodeSummary,
  ResourceAmounts,
  UsedAmounts,
} from '@panorama/plugin-fleet-common';
import type {
  ClusterNodeFields,
  FleetObject,
} from '@panorama/plugin-fleet-node';
import { z } from 'zod';
import type { FleetRows } from '../service/FleetRows';
import type { Usage } from '../usage/UsageSource';
import { FleetRoute, readQuery, sendJson } from './FleetRoute';
import { PodSums, sumPods } from './podSums';

function addUp(
  nodes: Array<FleetObject<ClusterNodeFields>>,
): ResourceAmounts & { pods: number } {
  const sum = { cpuMillicores: 0, memoryBytes: 0, gpus: 0, pods: 0 };
  for (const { fields } of nodes) {
    sum.cpuMillicores += fields.allocatable.cpuMillicores;
    sum.memoryBytes += fields.allocatable.memoryBytes;
    sum.gpus += fields.allocatable.gpus;
    sum.pods += fields.allocatable.pods;
  }
  return sum;
}

/** Both or nothing: half a measurement would be shown as a zero. */
function usedOf(usage: Usage | undefined): UsedAmounts | undefined {
  return usage?.cpuMillicores === undefined || usage.memoryBytes === undefined
    ? undefined
    : {
        cpuMillicores: Math.round(usage.cpuMillicores),
        memoryBytes: Math.round(usage.memoryBytes),
      };
}

/** Sum over the nodes that exist and were measured. */
function nodeUsageOf(
  nodes: Array<FleetObject<ClusterNodeFields>>,
  usage: ReadonlyMap<string, Usage> | undefined,
): ClusterSummary['nodeUsage'] {
  const measured = nodes.flatMap(({ name }) => usedOf(usage?.get(name)) ?? []);
  return measured.length === 0
    ? undefined
    : {
        nodes: measured.length,
        cpuMillicores: measured.reduce(
          (sum, { cpuMillicores }) => sum + cpuMillicores,
          0,
        ),
        memoryBytes: measured.reduce(
          (sum, { memoryBytes }) => sum + memoryBytes,
          0,
        ),
      };
}

async function summaries(
  fleet: FleetRows,
  only?: string,
): Promise<ClusterSummary[]> {
  const masked = fleet.maskedPods();
  const { reader, mask } = masked;
  const sums = await sumPods(
    masked,
    namespace => reader.namespace(namespace).cluster,
  );
  const namespaces = new Map<string, Set<string>>();
  const count = (cluster: string, name: string) =>
    namespaces.set(cluster, (namespaces.get(cluster) ?? new Set()).add(name));
  fleet
    .objects('namespaces')
    .forEach(({ cluster, name }) => count(cluster, name));
  mask.forEach((isVisible, id) => {
    if (isVisible) {
      const row = reader.namespace(id);
      const cluster = reader.clusterId(reader.cluster(row.cluster));
      if (cluster !== undefined && sums.has(cluster)) {
        count(reader.cluster(row.cluster), row.name);
      }
    }
  });
  return fleet
    .clusters()
    .filter(({ name }) => only === undefined || name === only)
    .map(status => {
      const id = reader.clusterId(status.name);
      const sum =
        (id === undefined ? undefined : sums.get(id)) ?? new PodSums();
      const nodes = fleet.seesCluster(status.name)
        ? fleet.objects<ClusterNodeFields>('nodes', { clusters: [status.name] })
        : undefined;
      return {
        ...status,
        pods: sum.pods,
        podsByState: sum.podsByState,
        namespaces: namespaces.get(status.name)?.size ?? 0,
        requested: sum.requested,
        limits: sum.limits,
        used: sum.used,
        nodes: nodes && {
          total: nodes.length,
          ready: nodes.filter(({ fields }) => fields.ready === 'True').length,
        },
        allocatable: nodes && addUp(nodes),
        nodeUsage: nodes && nodeUsageOf(nodes, fleet.nodeUsage(status.name)),
      };
    });
}

const noParameters = z.strictObject({});

export const clustersRoute: FleetRoute = {
  path: '/clusters',
  async handle(request, response, context) {
    readQuery(noParameters, request);
    const { fleet } = await context.viewer(request);
    sendJson(response, { items: await summaries(fleet) });
  },
};

function nodesOf(fleet: FleetRows, cluster: string): NodeSummary[] {
  const pods = new Map<string, number>();
  const { reader, mask } = fleet.maskedPods();
  const id = reader.clusterId(cluster);
  for (const slot of id === undefined
    ? []
    : reader.slots({ clusters: new Set([id]), namespaceMask: mask })) {
    const node = reader.columns.node[slot];
    const name = node !== NO_ID ? reader.node(node).name : '';
    pods.set(name, (pods.get(name) ?? 0) + 1);
  }
  const usage = fleet.nodeUsage(cluster);
  return fleet
    .objects<ClusterNodeFields>('nodes', { clusters: [cluster] })
    .map(({ name, fields, createdAt }) => ({
      name,
      ready: fields.ready === 'True',
      unschedulable: fields.unschedulable,
      zone: fields.zone,
      version: fields.kubeletVersion || undefined,
      pressures: fields.pressures,
      allocatable: fields.allocatable,
      used: usedOf(usage?.get(name)),
      pods: pods.get(name) ?? 0,
      createdAt,
    }));
}

export const clusterRoute: FleetRoute = {
  path: '/clusters/:cluster',
  async handle(request, response, context) {
    readQuery(noParameters, request);
    const { fleet } = await context.viewer(request);
    const { cluster } = request.params;
    const [summary] = await summaries(fleet, cluster);
    if (!summary) {
      throw new NotFoundError(
        `There is no cluster "${cluster}" that you may see`,
      );
    }
    const detail: ClusterDetail = {
      ...summary,
      nodes: fleet.seesCluster(cluster) ? nodesOf(fleet, cluster) : undefined,
    };
    sendJson(response, detail);
  },
};
