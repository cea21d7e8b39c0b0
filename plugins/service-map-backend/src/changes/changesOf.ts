import { createHash } from 'node:crypto';
import type { Change } from '@panorama/plugin-service-map-common';
import { canonical } from './compare';
import { autoscalerChanges } from './autoscalers';
import { certificateChanges } from './certificates';
import { configurationChanges } from './configuration';
import type { InventoryMoment } from './inventoryMoment';
import { policyChanges } from './policies';
import { serviceChanges } from './services';
import { workloadChanges } from './workloads';

/** A change before it has a time and an id. */
export type ChangeDraft = Omit<Change, 'id' | 'at' | 'after'> & {
  /** What tells this change from the next one of the same object. */
  version: unknown;
};

/** Two looks at the same estate, and where both saw everything. */
export interface Looks {
  before: InventoryMoment;
  after: InventoryMoment;
  clusters: ReadonlySet<string>;
}

const KINDS: ReadonlyArray<(looks: Looks) => ChangeDraft[]> = [
  workloadChanges,
  configurationChanges,
  policyChanges,
  serviceChanges,
  autoscalerChanges,
  certificateChanges,
];

/**
 * What was changed between two looks. Only clusters that both looks read
 * completely are compared: a cluster that comes back has not been installed.
 */
export function changesOf(
  before: InventoryMoment,
  after: InventoryMoment,
): Change[] {
  const complete = (moment: InventoryMoment) =>
    new Set(
      moment.clusters
        .filter(({ isComplete }) => isComplete)
        .map(({ name }) => name),
    );
  const seenBefore = complete(before);
  const clusters = new Set(
    [...complete(after)].filter(name => seenBefore.has(name)),
  );
  return KINDS.flatMap(kind => kind({ before, after, clusters })).map(
    ({ version, ...draft }) => ({
      ...draft,
      id: idOf(draft, version),
      after: before.now,
      at: after.now,
    }),
  );
}

function idOf(
  { kind, cluster, namespace, object }: Omit<ChangeDraft, 'version'>,
  version: unknown,
): string {
  const digest = createHash('sha256')
    .update(canonical(version) ?? '')
    .digest('hex')
    .slice(0, 12);
  return [kind, cluster, namespace, object.kind, object.name, digest].join('/');
}
