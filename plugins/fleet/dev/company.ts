import {
  POD_STATES,
  type PodListItem,
  type PodState,
} from '@panorama/plugin-fleet-common';
import { makePod } from '../src/testUtils/makeTable';

/** A small, repeatable source of numbers between 0 and 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const CLUSTERS: Array<[name: string, share: number]> = [
  ['prod-hangzhou', 0.44],
  ['prod-shanghai', 0.33],
  ['staging', 0.17],
  ['edge', 0.06],
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

const REASONS: Partial<Record<PodState, string>> = {
  crashloop: 'CrashLoopBackOff',
  imagepull: 'ImagePullBackOff',
  oom: 'OOMKilled',
  unschedulable: 'Unschedulable',
};

function stateAt(dice: number): PodState {
  if (dice < 0.975) {
    return 'running';
  }
  return POD_STATES[Math.floor(((dice - 0.975) / 0.025) * POD_STATES.length)];
}

/** An invented company's pods: enough to look at every part of the pages. */
export function companyPods(count: number, nowSeconds: number): PodListItem[] {
  const next = random(7);
  const pods: PodListItem[] = [];
  for (const [cluster, share] of CLUSTERS) {
    for (let index = 0; index < Math.round(count * share); index++) {
      const team = TEAMS[Math.floor(next() * TEAMS.length)];
      const service = `${team}-${
        ['api', 'worker', 'web', 'sync'][Math.floor(next() * 4)]
      }`;
      const state = stateAt(next());
      const failing = state === 'crashloop' || state === 'oom';
      pods.push(
        makePod(
          {
            cluster,
            namespace: `${team}-${cluster === 'staging' ? 'test' : 'prod'}`,
            name: `${service}-7c9d8f6b5-${index.toString(36).padStart(5, 'x')}`,
            state,
            reason: REASONS[state],
            workloadName: service,
            tenant: team,
            owner: `group:default/${team}`,
            entityRef: `component:default/${service}`,
            node:
              state === 'unschedulable'
                ? undefined
                : `${cluster}-n-${Math.floor(next() * 60)}`,
            zone: ['a', 'b', 'c'][Math.floor(next() * 3)],
            restarts: failing ? 1 + Math.floor(next() * 12) : 0,
            restartsLastHour: failing ? 1 + Math.floor(next() * 4) : 0,
            readyContainers: state === 'running' ? 1 : 0,
            createdAt: nowSeconds - Math.floor(next() ** 3 * 40 * 86_400),
            cpuMillicores: next() * 400,
            memoryBytes: next() * 760 * 2 ** 20,
          },
          index,
        ),
      );
    }
  }
  return pods;
}
