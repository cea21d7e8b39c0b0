import { serviceSelects } from '../estate/selectors';
import type { ChangeDraft, Looks } from './changesOf';
import { isSame, pairsOf } from './compare';
import { eventOf } from './configuration';

/** Services that came, went or lead elsewhere. */
export function serviceChanges({
  before,
  after,
  clusters,
}: Looks): ChangeDraft[] {
  return pairsOf(before.services, after.services, clusters)
    .filter(
      ({ before: was, after: is }) =>
        !was ||
        !is ||
        !isSame(
          [was.fields.selector, was.fields.ports, was.fields.externalName],
          [is.fields.selector, is.fields.ports, is.fields.externalName],
        ),
    )
    .map(({ before: was, after: is }) => {
      const { cluster, namespace, name } = (is ?? was)!;
      return {
        kind: 'service',
        cluster,
        namespace,
        object: { kind: 'Service', name },
        workloads: after.workloads
          .filter(
            workload =>
              workload.cluster === cluster &&
              workload.namespace === namespace &&
              [was, is].some(
                service =>
                  service &&
                  serviceSelects(
                    service.fields.selector,
                    workload.template?.labels ?? workload.labels,
                  ),
              ),
          )
          .map(({ kind, name: workload }) => ({ kind, name: workload })),
        numbers: {},
        texts: { event: eventOf(was, is) },
        version: [was?.fields, is?.fields],
      };
    });
}
