import type { EstateWorkload } from '../estate/Estate';
import type { ChangeDraft, Looks } from './changesOf';
import { isSame, pairsOf, type Pair } from './compare';

/** These come and go by the hour; that one is there is no change of the estate. */
const PASSING_KINDS = new Set(['Job', 'Pod', 'CronJob']);

/** Rollouts, scaling, and workloads that came or went. */
export function workloadChanges({
  before,
  after,
  clusters,
}: Looks): ChangeDraft[] {
  const scaledByAutoscaler = new Set(
    [...before.autoscalers, ...after.autoscalers].map(
      ({ cluster, namespace, fields }) =>
        `${cluster}/${namespace}/${fields.target.kind}/${fields.target.name}`,
    ),
  );
  return pairsOf(before.workloads, after.workloads, clusters, keyOf)
    .filter(({ before: was, after: is }) => isLasting((is ?? was)!))
    .flatMap(pair => [
      ...presence(pair),
      ...rollout(pair),
      ...(scaledByAutoscaler.has(keyOf((pair.after ?? pair.before)!))
        ? []
        : scaling(pair)),
    ]);
}

function presence({ before, after }: Pair<EstateWorkload>): ChangeDraft[] {
  if (after && before) return [];
  return [
    {
      ...about((after ?? before)!),
      kind: after ? 'added' : 'removed',
      numbers: {},
      texts: {},
      version: after ? after.createdAt : before!.createdAt,
    },
  ];
}

function rollout({ before, after }: Pair<EstateWorkload>): ChangeDraft[] {
  // A template that appears or disappears is a kind that began or ceased to be watched.
  if (!before?.template || !after?.template) return [];
  if (isSame(before.template, after.template)) return [];
  const images = new Map(
    before.template.containers.map(({ name, image }) => [name, image]),
  );
  const changed = after.template.containers.filter(
    ({ name, image }) => images.has(name) && images.get(name) !== image,
  );
  return [
    {
      ...about(after),
      kind: 'rollout',
      numbers: { images: changed.length },
      texts: changed[0]
        ? {
            container: changed[0].name,
            from: images.get(changed[0].name)!,
            to: changed[0].image,
          }
        : {},
      version: after.template,
    },
  ];
}

function scaling({ before, after }: Pair<EstateWorkload>): ChangeDraft[] {
  // A DaemonSet is scaled by machines that come and go.
  if (!before || !after || after.kind === 'DaemonSet') return [];
  if (before.desired === after.desired) return [];
  return [
    {
      ...about(after),
      kind: 'scaled',
      numbers: { from: before.desired, to: after.desired },
      texts: {},
      version: [before.desired, after.desired],
    },
  ];
}

function about({ cluster, namespace, kind, name }: EstateWorkload) {
  return {
    cluster,
    namespace,
    object: { kind, name },
    workloads: [{ kind, name }],
  };
}

function keyOf({ cluster, namespace, kind, name }: EstateWorkload): string {
  return `${cluster}/${namespace}/${kind}/${name}`;
}

/** A kind that is not watched is known by its pods alone, which come and go. */
function isLasting({ kind, controller, template }: EstateWorkload): boolean {
  return (
    template !== undefined &&
    !PASSING_KINDS.has(kind) &&
    controller?.kind !== 'CronJob'
  );
}
