import {
  isFailing,
  podStateOf,
  type ClusterStatus,
  type PodTable,
} from '@panorama/plugin-fleet-common';

/** The few numbers that a room looks at. */
export interface WallNumbers {
  failing: number;
  notready: number;
  unschedulable: number;
  /** Clusters whose picture is not fresh. */
  stale: number;
}

export function wallNumbers(
  table: PodTable,
  clusters: readonly ClusterStatus[],
  match: Uint8Array | undefined,
): WallNumbers {
  const numbers: WallNumbers = {
    failing: 0,
    notready: 0,
    unschedulable: 0,
    stale: clusters.filter(
      ({ freshness }) => freshness === 'stale' || freshness === 'failed',
    ).length,
  };
  for (let slot = 0; slot < table.length; slot++) {
    if (!table.live[slot] || (match && !match[slot])) {
      continue;
    }
    const state = podStateOf(table.state[slot]);
    if (isFailing(state)) {
      numbers.failing += 1;
    } else if (state === 'notready' || state === 'unschedulable') {
      numbers[state] += 1;
    }
  }
  return numbers;
}
