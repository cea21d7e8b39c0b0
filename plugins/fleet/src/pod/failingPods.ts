import {
  isFailing,
  POD_STATES,
  type PodState,
} from '@panorama/plugin-fleet-common';

/** Sum of the states that count as failing. */
export function failingPods(
  podsByState: Partial<Record<PodState, number>>,
): number {
  return POD_STATES.filter(isFailing).reduce(
    (sum, state) => sum + (podsByState[state] ?? 0),
    0,
  );
}
