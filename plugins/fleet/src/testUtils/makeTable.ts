import type {
  PodListItem,
  PodShape,
  PodTable,
} from '@panorama/plugin-fleet-common';
import { tableOfItems } from '../pod/tableOfItems';

/** A pod for tests and pictures: whatever is left out is healthy and ordinary. */
export type SyntheticPod = Partial<Omit<PodListItem, 'createdAt'>> & {
  /** Seconds since the epoch. */
  createdAt?: number;
};

const SHAPE: PodShape = {
  cpuRequest: 250,
  cpuLimit: 1000,
  memoryRequest: 512 * 2 ** 20,
  memoryLimit: 768 * 2 ** 20,
  qos: 'Burstable',
  gpus: 0,
  containers: 1,
};

/** A row as REST would give it. */
export function makePod(pod: SyntheticPod, index = 0): PodListItem {
  const shape = pod.shape ?? SHAPE;
  return {
    cluster: 'prod-hangzhou',
    namespace: 'tracking-prod',
    name: `pod-${index}`,
    state: 'running',
    workloadKind: 'Deployment',
    workloadName: 'tracking-api',
    image: 'registry.example/tracking-api:2.41.0',
    readyContainers: shape.containers,
    restarts: 0,
    restartsLastHour: 0,
    ...pod,
    shape,
    createdAt: (pod.createdAt ?? 1_795_000_000) * 1000,
  };
}

/** A table with these pods, in this order. */
export function makeTable(pods: readonly SyntheticPod[]): PodTable {
  return tableOfItems(pods.map(makePod));
}
