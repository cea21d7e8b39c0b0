import { NotFoundError } from '@backstage/errors';
import {
  compileFilter,
  parseFilter,
  podFields,
  podStateCode,
  type ClusterStatus,
  type ClusterSummary,
  type Page,
  type PodDetail,
  type PodListItem,
} from '@panorama/plugin-fleet-common';
import type { FleetApi, ListQuery, PodAddress } from '../src/api/FleetApi';
import type { FleetSnapshot, FleetStream } from '../src/api/FleetStream';
import { tableOfItems } from '../src/pod/tableOfItems';

const PROBLEM = {
  code: 'unreachable',
  message: 'connect ETIMEDOUT 10.0.4.7:6443',
} as const;

/** Clusters of the dev page; `edge` is stale, so that this is seen, too. */
export function devClusters(
  names: readonly string[],
  now: number,
): ClusterStatus[] {
  return names.map((name, index) => ({
    name,
    index,
    freshness: name === 'edge' ? 'stale' : 'live',
    lastSeenAt: name === 'edge' ? now - 252_000 : now - 1000,
    problem:
      name === 'edge'
        ? { ...PROBLEM, since: now - 252_000, nextTryAt: now + 20_000 }
        : undefined,
    missingKinds: [],
    version: name === 'edge' ? 'v1.29.4' : 'v1.31.2',
    hasUsage: true,
  }));
}

/** A stream whose pods change their states now and then. */
export function createFakeStream(
  pods: readonly PodListItem[],
  everyMs: number,
): FleetStream {
  const table = tableOfItems(pods);
  let snapshot: FleetSnapshot = {
    version: 1,
    table,
    clusters: devClusters(table.clusters, Date.now()),
    connection: 'live',
    serverClockOffsetMs: 0,
  };
  const listeners = new Set<Parameters<FleetStream['subscribe']>[0]>();
  const change = () => {
    const slot = Math.floor(Math.random() * table.length);
    const before = table.state[slot];
    table.state[slot] =
      before === podStateCode('running')
        ? podStateCode('notready')
        : podStateCode('running');
    snapshot = { ...snapshot, version: snapshot.version + 1 };
    listeners.forEach(listener =>
      listener({ changed: Uint32Array.of(slot), removed: new Uint32Array() }),
    );
  };
  if (everyMs > 0) {
    setInterval(change, everyMs);
  }
  return {
    getSnapshot: () => snapshot,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retryNow: () => undefined,
  };
}

function detailOf(pod: PodListItem): PodDetail {
  const now = Date.now();
  const isCrashing = pod.state === 'crashloop';
  return {
    ...pod,
    uid: pod.name,
    phase: 'Running',
    ownerChain: [
      {
        kind: 'ReplicaSet',
        name: `${pod.workloadName}-7c9d8f6b5`,
        desired: 12,
        ready: 3,
      },
      { kind: pod.workloadKind, name: pod.workloadName, desired: 12, ready: 3 },
    ],
    containers: [
      {
        name: 'app',
        image: pod.image,
        init: false,
        ready: pod.readyContainers > 0,
        restarts: pod.restarts,
        state: isCrashing ? 'waiting' : 'running',
        reason: pod.reason,
        startedAt: now - 40_000,
        lastTermination: isCrashing
          ? {
              exitCode: 1,
              finishedAt: now - 29_000,
              message: 'connect ECONNREFUSED 10.96.41.20:6379',
            }
          : undefined,
        memoryLimit: pod.shape.memoryLimit,
      },
    ],
    conditions: [],
    stateSince: now - 14 * 60_000,
    observedAt: now,
  };
}

function summaryOf(
  status: ClusterStatus,
  pods: readonly PodListItem[],
): ClusterSummary {
  const own = pods.filter(pod => pod.cluster === status.name);
  const podsByState: ClusterSummary['podsByState'] = {};
  own.forEach(pod => {
    podsByState[pod.state] = (podsByState[pod.state] ?? 0) + 1;
  });
  const sum = (read: (pod: PodListItem) => number | undefined) =>
    own.reduce((total, pod) => total + (read(pod) ?? 0), 0);
  const requested = {
    cpuMillicores: sum(pod => pod.shape.cpuRequest),
    memoryBytes: sum(pod => pod.shape.memoryRequest),
    gpus: 0,
  };
  return {
    ...status,
    nodes: { total: 60, ready: status.name === 'staging' ? 58 : 60 },
    pods: own.length,
    podsByState,
    namespaces: new Set(own.map(pod => pod.namespace)).size,
    requested,
    limits: requested,
    used: {
      cpuMillicores: sum(pod => pod.cpuMillicores),
      memoryBytes: sum(pod => pod.memoryBytes),
    },
    nodeUsage: {
      nodes: status.name === 'staging' ? 58 : 60,
      cpuMillicores: sum(pod => pod.cpuMillicores) * 1.1,
      memoryBytes: sum(pod => pod.memoryBytes) * 1.2,
    },
    allocatable: {
      cpuMillicores: requested.cpuMillicores * 1.4,
      memoryBytes: requested.memoryBytes * 1.3,
      gpus: 0,
      pods: 110 * 60,
    },
  };
}

function page<T>(items: T[]): Page<T> {
  return { items, totalItems: items.length, incompleteClusters: [] };
}

/** REST of the dev page, answered from the same pods. */
export function createFakeFleet(pods: readonly PodListItem[]): FleetApi {
  const statuses = () =>
    devClusters([...new Set(pods.map(pod => pod.cluster))], Date.now());
  const find = ({ cluster, namespace, name }: PodAddress) =>
    pods.find(
      pod =>
        pod.cluster === cluster &&
        pod.namespace === namespace &&
        pod.name === name,
    );
  const matching = ({ q = '' }: ListQuery) => {
    const fields = podFields(Date.now);
    const parsed = parseFilter(q, fields);
    return parsed.ok ? pods.filter(compileFilter(parsed.node, fields)) : [];
  };
  return {
    clusters: async () => statuses().map(status => summaryOf(status, pods)),
    cluster: async name => {
      const status = statuses().find(each => each.name === name);
      if (!status) {
        throw new NotFoundError(
          `There is no cluster "${name}" that you may see`,
        );
      }
      const { nodes: _, ...summary } = summaryOf(status, pods);
      return {
        ...summary,
        nodes: Array.from({ length: 60 }, (_each, index) => ({
          name: `${name}-n-${index}`,
          ready: index !== 7,
          unschedulable: index === 3,
          zone: 'abc'[index % 3],
          version: status.version,
          pressures: index === 7 ? ['MemoryPressure'] : [],
          allocatable: {
            cpuMillicores: 16_000,
            memoryBytes: 64 * 2 ** 30,
            gpus: 0,
            pods: 110,
          },
          pods: pods.filter(pod => pod.node === `${name}-n-${index}`).length,
        })),
      };
    },
    namespaces: async () => {
      const rows = new Map<string, PodListItem[]>();
      pods.forEach(pod => {
        const key = `${pod.cluster}/${pod.namespace}`;
        rows.set(key, [...(rows.get(key) ?? []), pod]);
      });
      return page(
        [...rows.values()].map(own => ({
          cluster: own[0].cluster,
          name: own[0].namespace,
          tenant: own[0].tenant,
          pods: own.length,
          podsByState: summaryOf(
            { ...statuses()[0], name: own[0].cluster },
            own,
          ).podsByState,
          workloads: new Set(own.map(pod => pod.workloadName)).size,
          requested: {
            cpuMillicores: own.length * 250,
            memoryBytes: own.length * 2 ** 29,
            gpus: 0,
          },
        })),
      );
    },
    workloads: async () => page([]),
    events: async () => page([]),
    pods: async query => page(matching(query)),
    exportPods: async query =>
      new Blob(matching(query).map(pod => `${JSON.stringify(pod)}\n`)),
    pod: async address => {
      const pod = find(address);
      if (!pod) {
        throw new NotFoundError(
          `There is no pod "${address.name}" that you may see`,
        );
      }
      return detailOf(pod);
    },
    podEvents: async ({ cluster, namespace, name }) => [
      {
        cluster,
        namespace,
        kind: 'Pod',
        name,
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting failed container app',
        count: 7,
        lastSeen: Date.now() - 20_000,
      },
      {
        cluster,
        namespace,
        kind: 'Pod',
        name,
        type: 'Normal',
        reason: 'Started',
        message: 'Started container app',
        count: 8,
        lastSeen: Date.now() - 40_000,
      },
    ],
    async *podLogs(_address, _query, options) {
      for (let line = 1; line <= 200 && !options?.signal?.aborted; line++) {
        yield `line ${line} of an invented log\n`;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    },
    entityPods: async entityRef => ({
      items: pods.filter(pod => pod.entityRef === entityRef),
      workloads: [],
    }),
    me: async () => ({
      userEntityRef: 'user:default/guest',
      subjects: { groups: [] },
      visible: { clusters: 4, namespaces: 40 },
    }),
  };
}
