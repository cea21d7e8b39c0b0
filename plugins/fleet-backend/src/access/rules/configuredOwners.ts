import type { NamespaceGrantConfig } from '../../config';
import { matchesGlob } from './glob';

/** A namespace with what configured patterns look at. */
export interface NamespaceFacts {
  cluster: string;
  namespace: string;
  /** KubeSphere workspace, from the namespace's label. */
  workspace?: string;
}

/** Groups to which `fleet.access.namespaces` gives this namespace. All patterns of an entry must match. */
export function configuredOwners(
  grants: NamespaceGrantConfig[],
  { cluster, namespace, workspace }: NamespaceFacts,
): Set<string> {
  const owners = new Set<string>();
  for (const grant of grants) {
    const matches =
      matchesGlob(grant.cluster, cluster) &&
      matchesGlob(grant.namespace, namespace) &&
      // A namespace without a workspace is in none, not in "*".
      (grant.workspace === undefined ||
        (workspace !== undefined && matchesGlob(grant.workspace, workspace)));
    if (matches) {
      grant.groups.forEach(group => owners.add(group));
    }
  }
  return owners;
}
