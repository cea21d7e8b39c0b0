import type { PodShape, PodState } from '@panorama/plugin-fleet-common';
import { FakePods, type FakePod } from './FakePods';

/** Deterministic numbers from 0 to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The letters of generated names, from k8s.io/apimachinery/pkg/util/rand: no vowels, no 0, 1, 3. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const AREAS = [
  'cart',
  'pay',
  'track',
  'scan',
  'route',
  'label',
  'user',
  'stock',
  'price',
  'claim',
];
const ROLES = [
  'api',
  'worker',
  'gateway',
  'sync',
  'report',
  'cache',
  'job-runner',
  'search',
];

/**
 * About `count` pods as a company has them, with the entropy of real ones:
 * generated names, pods of a workload spread over the cluster's nodes, created
 * seconds apart and some rescheduled later, usage scattered around the
 * workload's own level. 30 pods per node, 8 per workload on average.
 */
export function companyPods(count: number, seed = 1): FakePod[] {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const letters = (length: number) =>
    Array.from({ length }, () => LETTERS[below(LETTERS.length)]).join('');
  const clusters = [
    'prod-shenzhen',
    'prod-shanghai',
    'prod-frankfurt',
    'staging',
  ];
  const nodesPerCluster = Math.max(3, Math.ceil(count / 30 / clusters.length));
  const pods: FakePod[] = [];
  while (pods.length < count) {
    const cluster = clusters[below(clusters.length)];
    const area = AREAS[below(AREAS.length)];
    const service = `${area}-${ROLES[below(ROLES.length)]}-${below(20)}`;
    const namespace = `${area}-${['core', 'edge', 'data'][below(3)]}-${below(
      5,
    )}`;
    const isStateful = random() < 0.15;
    const workload = `${service}-${letters(2)}`;
    // A pod template hash is a decimal number written in these letters: ten of them.
    const hash = Array.from({ length: 10 }, () => LETTERS[below(10)]).join('');
    const replicas = 1 + Math.floor(-Math.log(1 - random()) * 8);
    const rolledOutAt = 1_760_000_000 - below(60 * 86_400);
    const containers = 1 + below(2);
    const shape: PodShape = {
      qos: 'Burstable',
      cpuRequest: [50, 100, 200, 500, 1000][below(5)],
      memoryRequest: [64, 128, 256, 512, 1024][below(5)] * 1024 * 1024,
      memoryLimit: [256, 512, 1024, 2048][below(4)] * 1024 * 1024,
      gpus: 0,
      containers,
    };
    const image = `harbor.example.com/${area}/${service}:1.${below(40)}.${below(
      10,
    )}`;
    const inCatalog = random() < 0.8 && {
      entityRef: `component:default/${service}`,
      owner: `group:default/${area}-team-${below(2)}`,
      system: `system:default/${area}`,
    };
    const level = Math.exp(random() * 6);
    for (
      let replica = 0;
      replica < replicas && pods.length < count;
      replica++
    ) {
      const trouble = random();
      pods.push({
        cluster,
        namespace,
        workload,
        kind: isStateful ? 'StatefulSet' : 'Deployment',
        name: isStateful
          ? `${workload}-${replica}`
          : `${workload}-${hash}-${letters(5)}`,
        node: `${cluster}-node-${below(nodesPerCluster)}`,
        image,
        ...inCatalog,
        shape,
        readyContainers: trouble < 0.01 ? 0 : containers,
        state: stateOf(trouble),
        reason: trouble < 0.005 ? 'CrashLoopBackOff' : undefined,
        restarts: random() < 0.1 ? below(20) : 0,
        createdAt:
          rolledOutAt + (random() < 0.8 ? below(300) : below(40 * 86_400)),
        cpu: Math.floor(level * (0.5 + random())),
        memory: Math.floor(level * 400 * (0.7 + random() * 0.6)),
      });
    }
  }
  return pods;
}

/** One pod in 200 crashes, another one is not ready. */
function stateOf(trouble: number): PodState {
  if (trouble < 0.005) {
    return 'crashloop';
  }
  return trouble < 0.01 ? 'notready' : 'running';
}

/** The same pods in the order of `random`: what slots look like after months of churn. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [copy[at], copy[other]] = [copy[other], copy[at]];
  }
  return copy;
}

/** In the order in which a cluster lists pods: by namespace and name. */
export function listed(pods: readonly FakePod[]): FakePod[] {
  const key = (pod: FakePod) => `${pod.cluster}/${pod.namespace}/${pod.name}`;
  return [...pods].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

export function inventoryOf(pods: readonly FakePod[]): FakePods {
  const inventory = new FakePods();
  pods.forEach(pod => inventory.put(pod));
  inventory.takeChanges();
  return inventory;
}

/** Everything is visible. */
export function fullMask(pods: FakePods): Uint8Array {
  return new Uint8Array(pods.namespaceCount()).fill(1);
}
