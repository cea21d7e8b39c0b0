import type { ChangeDraft, Looks } from './changesOf';
import { pairsOf } from './compare';

/** Certificates that were renewed, or that expired between the looks. */
export function certificateChanges({
  before,
  after,
  clusters,
}: Looks): ChangeDraft[] {
  return pairsOf(
    before.certificates ?? [],
    after.certificates ?? [],
    clusters,
  ).flatMap(({ before: was, after: is }) => {
    if (!was || !is) return [];
    const expired = was.notAfter > before.now && is.notAfter <= after.now;
    if (!expired && was.notAfter === is.notAfter) return [];
    const { cluster, namespace, name, notAfter } = is;
    return [
      {
        kind: 'certificate' as const,
        cluster,
        namespace,
        object: { kind: 'Certificate', name },
        workloads: [],
        numbers: { notAfter },
        texts: { event: expired ? 'expired' : 'renewed' },
        version: notAfter,
      },
    ];
  });
}
