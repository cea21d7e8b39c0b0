import type {
  AutoscalerFields,
  FleetObject,
} from '@panorama/plugin-fleet-node';
import type { ChangeDraft, Looks } from './changesOf';
import { pairsOf, type Pair } from './compare';

/** Bounds that were changed, and autoscalers that arrived at their bound. */
export function autoscalerChanges({
  before,
  after,
  clusters,
}: Looks): ChangeDraft[] {
  return pairsOf(before.autoscalers, after.autoscalers, clusters).flatMap(
    pair => [...limits(pair), ...arrival(pair)],
  );
}

function limits({
  before,
  after,
}: Pair<FleetObject<AutoscalerFields>>): ChangeDraft[] {
  if (!before || !after) return [];
  const { min, max } = after.fields;
  if (before.fields.min === min && before.fields.max === max) return [];
  return [
    {
      ...about(after),
      kind: 'autoscaler-limits',
      numbers: {
        minBefore: before.fields.min,
        maxBefore: before.fields.max,
        min,
        max,
      },
      texts: {},
      version: [before.fields.min, before.fields.max, min, max],
    },
  ];
}

function arrival({
  before,
  after,
}: Pair<FleetObject<AutoscalerFields>>): ChangeDraft[] {
  if (!before || !after || isAtMaximum(before.fields)) return [];
  if (!isAtMaximum(after.fields)) return [];
  return [
    {
      ...about(after),
      kind: 'autoscaler-at-maximum',
      numbers: { max: after.fields.max },
      texts: {},
      version: after.resourceVersion,
    },
  ];
}

/** An autoscaler whose bounds meet is a fixed number of replicas, and nothing is exhausted. */
export function isAtMaximum({ min, max, current, desired }: AutoscalerFields) {
  return max > min && current >= max && desired >= max;
}

function about({
  cluster,
  namespace,
  name,
  fields,
}: FleetObject<AutoscalerFields>) {
  return {
    cluster,
    namespace,
    object: { kind: 'HorizontalPodAutoscaler', name },
    workloads: [{ kind: fields.target.kind, name: fields.target.name }],
  };
}
