import {
  CPU_UNIT_MILLICORES,
  MEMORY_UNIT_BYTES,
  NO_ID,
  podStateCode,
  PodTable,
  quantise,
  type PodShape,
  type PodState,
} from '@panorama/plugin-fleet-common';

/** Same seed, same numbers (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Share of the pods by cluster, and how many nodes it has. */
const CLUSTERS: Array<[string, number, number]> = [
  ['prod-hangzhou', 0.44, 86],
  ['prod-shanghai', 0.33, 64],
  ['staging', 0.17, 28],
  ['edge', 0.06, 41],
];
const TEAMS = [
  'customer-app',
  'data-platform',
  'fleet-routing',
  'last-mile',
  'middleware',
  'payment',
  'platform',
  'scanning',
  'tracking',
  'warehouse',
];
const EDGE_TEAMS = ['last-mile', 'platform', 'scanning'];
const MIB = 2 ** 20;

const SHAPES: PodShape[] = [
  {
    qos: 'Burstable',
    gpus: 0,
    containers: 1,
    cpuRequest: 250,
    cpuLimit: 1000,
    memoryRequest: 512 * MIB,
    memoryLimit: 768 * MIB,
  },
  {
    qos: 'Guaranteed',
    gpus: 0,
    containers: 2,
    cpuRequest: 500,
    cpuLimit: 500,
    memoryRequest: 1024 * MIB,
    memoryLimit: 1024 * MIB,
  },
  { qos: 'BestEffort', gpus: 0, containers: 1 },
  {
    qos: 'Burstable',
    gpus: 2,
    containers: 3,
    cpuRequest: 4000,
    cpuLimit: 8000,
    memoryRequest: 8192 * MIB,
    memoryLimit: 16384 * MIB,
  },
];

/** Bad states come in runs: a rollout or a lost node hits neighbours. */
const TROUBLE: Array<[PodState, number, string?]> = [
  ['crashloop', 0.0032, 'CrashLoopBackOff'],
  ['imagepull', 0.0017, 'ImagePullBackOff'],
  ['oom', 0.0008, 'OOMKilled'],
  ['failed', 0.0006, 'Error'],
  ['notready', 0.008],
  ['unschedulable', 0.002, 'Unschedulable'],
  ['starting', 0.006, 'ContainerCreating'],
  ['terminating', 0.0014],
  ['unknown', 0.0014],
  ['completed', 0.018],
];

/** Pods of four clusters and ten teams, the same for the same arguments. */
export function syntheticTable(pods: number, seed = 1): PodTable {
  const random = seededRandom(seed);
  const table = new PodTable();
  table.shapes = SHAPES;
  table.reasons = TROUBLE.flatMap(([, , reason]) => (reason ? [reason] : []));
  CLUSTERS.forEach(([cluster, share, nodes], c) => {
    table.clusters.push(cluster);
    const firstNode = table.nodes.length;
    for (let n = 0; n < nodes; n++) {
      table.nodes.push({
        cluster: c,
        name: `${cluster}-node-${n}`,
        zone: `zone-${'abc'[n % 3]}`,
      });
    }
    const teams = cluster === 'edge' ? EDGE_TEAMS : TEAMS;
    const weights = teams.map(() => 0.4 + random());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    teams.forEach((team, t) => {
      const count = Math.round((pods * share * weights[t]) / total);
      addTeam(table, random, c, team, count, firstNode, nodes);
    });
  });
  return table;
}

function addTeam(
  table: PodTable,
  random: () => number,
  cluster: number,
  team: string,
  pods: number,
  firstNode: number,
  nodes: number,
): void {
  const namespace =
    table.namespaces.push({ cluster, name: `${team}-prod`, tenant: team }) - 1;
  let workload = NO_ID;
  let image = NO_ID;
  let left = 0;
  let trouble: (typeof TROUBLE)[number] | undefined;
  let run = 0;
  for (let i = 0; i < pods; i++) {
    if (left-- <= 0) {
      left = 3 + Math.floor(random() * 30);
      const name = `${team}-${
        ['api', 'worker', 'web', 'sync'][table.workloads.length % 4]
      }-${table.workloads.length}`;
      workload =
        table.workloads.push({
          namespace,
          kind: 'Deployment',
          name,
          owner: `group:default/${team}`,
          system: `system:default/${team}`,
          entityRef: `component:default/${name}`,
        }) - 1;
      image =
        table.images.push(`registry.example/${team}/${name}:1.${left}`) - 1;
    }
    if (run-- <= 0) {
      let dice = random() * 4;
      trouble = TROUBLE.find(([, chance]) => (dice -= chance) < 0);
      run = trouble ? Math.floor(random() * 8) : 0;
    }
    addPod(
      table,
      random,
      workload,
      image,
      firstNode + Math.floor(random() * nodes),
      trouble,
    );
  }
}

function addPod(
  table: PodTable,
  random: () => number,
  workload: number,
  image: number,
  node: number,
  trouble: (typeof TROUBLE)[number] | undefined,
): void {
  const [state, , reason] = trouble ?? (['running', 1] as const);
  const usual = workload % 11 === 0 ? 3 : workload % 2;
  const shape = random() < 0.08 ? 2 : usual;
  const {
    cpuLimit = 1000,
    memoryLimit = 512 * MIB,
    containers,
  } = SHAPES[shape];
  const load = Math.min(1.05, 0.15 + (workload % 7) * 0.11 + random() * 0.25);
  const measured = state === 'running' || state === 'notready';
  const slot = table.length;
  table.set(slot, {
    workload,
    node: state === 'unschedulable' ? NO_ID : node,
    shape,
    image,
    name: `${table.workloads[workload].name}-${(
      (slot * 2654435761) %
      2 ** 32
    ).toString(36)}`,
    state: podStateCode(state),
    reason: reason ? table.reasons.indexOf(reason) : NO_ID,
    readyContainers: state === 'running' ? containers : 0,
    restarts: state === 'crashloop' ? 7 : Math.floor(random() ** 8 * 30),
    restartsLastHour:
      state === 'crashloop' ? 5 : Math.floor(random() ** 12 * 6),
    createdAt: 1_795_000_000 - Math.floor(random() ** 3 * 5_000_000),
    cpuUsage: measured ? quantise(cpuLimit * load, CPU_UNIT_MILLICORES) : 0,
    memoryUsage: measured ? quantise(memoryLimit * load, MEMORY_UNIT_BYTES) : 0,
  });
}
