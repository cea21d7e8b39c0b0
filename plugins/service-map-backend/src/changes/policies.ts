import { selects } from '../estate/selectors';
import type { ChangeDraft, Looks } from './changesOf';
import { isSame, pairsOf } from './compare';
import { eventOf } from './configuration';

/** NetworkPolicies that came, went or say something else, with the workloads that they select. */
export function policyChanges({
  before,
  after,
  clusters,
}: Looks): ChangeDraft[] {
  return pairsOf(before.networkPolicies, after.networkPolicies, clusters)
    .filter(({ before: was, after: is }) => !isSame(was?.fields, is?.fields))
    .map(({ before: was, after: is }) => {
      const { cluster, namespace, name } = (is ?? was)!;
      return {
        kind: 'network-policy',
        cluster,
        namespace,
        object: { kind: 'NetworkPolicy', name },
        workloads: after.workloads
          .filter(
            workload =>
              workload.cluster === cluster &&
              workload.namespace === namespace &&
              [was, is].some(
                policy =>
                  policy &&
                  selects(
                    policy.fields.podSelector,
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
