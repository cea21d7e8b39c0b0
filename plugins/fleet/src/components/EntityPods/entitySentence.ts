import { isFailing, type PodListItem } from '@panorama/plugin-fleet-common';

/** How an entity's pods are, in one sentence's numbers. */
export type EntitySentence =
  | { key: 'sentenceBad'; failing: number; count: number }
  | { key: 'sentenceWaiting'; waiting: number; count: number }
  | { key: 'sentenceWell'; count: number };

const NOT_YET = ['notready', 'unschedulable', 'starting', 'unknown'];

export function entitySentence(pods: readonly PodListItem[]): EntitySentence {
  const count = pods.length;
  const failing = pods.filter(pod => isFailing(pod.state)).length;
  if (failing > 0) {
    return { key: 'sentenceBad', failing, count };
  }
  const waiting = pods.filter(pod => NOT_YET.includes(pod.state)).length;
  return waiting > 0
    ? { key: 'sentenceWaiting', waiting, count }
    : { key: 'sentenceWell', count };
}
