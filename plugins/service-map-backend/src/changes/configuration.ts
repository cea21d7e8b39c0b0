import type { ChangeDraft, Looks } from './changesOf';
import { pairsOf } from './compare';

/**
 * ConfigMaps whose content changed and that a workload reads. Others change all
 * the time: leader elections and reports of controllers live in ConfigMaps too.
 */
export function configurationChanges({
  before,
  after,
  clusters,
}: Looks): ChangeDraft[] {
  const readers = new Map<string, ChangeDraft['workloads']>();
  for (const { cluster, namespace, kind, name, template } of after.workloads) {
    const read = new Set(
      template?.containers.flatMap(({ configMaps }) => configMaps) ?? [],
    );
    for (const configMap of read) {
      const key = `${cluster}/${namespace}/${configMap}`;
      readers.set(key, [...(readers.get(key) ?? []), { kind, name }]);
    }
  }
  return pairsOf(before.configMaps, after.configMaps, clusters)
    .filter(
      ({ before: was, after: is }) =>
        was?.resourceVersion !== is?.resourceVersion,
    )
    .flatMap(({ before: was, after: is }) => {
      const { cluster, namespace, name } = (is ?? was)!;
      const workloads = readers.get(`${cluster}/${namespace}/${name}`);
      if (!workloads) return [];
      return [
        {
          kind: 'configuration' as const,
          cluster,
          namespace,
          object: { kind: 'ConfigMap', name },
          workloads,
          numbers: {},
          texts: { event: eventOf(was, is) },
          version: [was?.resourceVersion, is?.resourceVersion],
        },
      ];
    });
}

/** `added`, `removed` or `changed`. */
export function eventOf(before: unknown, after: unknown): string {
  if (!before) return 'added';
  return after ? 'changed' : 'removed';
}
