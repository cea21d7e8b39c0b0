import type { FleetNamespaceResource } from '@panorama/plugin-fleet-node';
import type { RightsSource } from './AccessResolver';
import { NamespaceResource } from './rules';
import type { SubjectDirectory } from './SubjectDirectory';

/** How a namespace is written as the reference of a permission resource. */
export function namespaceResourceRef(
  cluster: string,
  namespace: string,
): string {
  return `${encodeURIComponent(cluster)}/${encodeURIComponent(namespace)}`;
}

function parse(
  ref: string,
): { cluster: string; namespace: string } | undefined {
  const match = /^([^/]+)\/([^/]+)$/.exec(ref);
  try {
    return match
      ? {
          cluster: decodeURIComponent(match[1]),
          namespace: decodeURIComponent(match[2]),
        }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Namespaces for the permission backend, which asks when a page wants to know
 * about one of them. Names of people are taken from what is known: somebody who
 * has not asked the fleet anything yet is answered with no. The verb is the
 * stronger one, because the question does not say which permission it is about.
 */
export function namespaceResources(
  rights: RightsSource,
  directory: SubjectDirectory,
): (refs: string[]) => Promise<Array<FleetNamespaceResource | undefined>> {
  return async refs => {
    const { rights: snapshot } = rights.current();
    const known = new Map(
      snapshot.namespaces.map(facts => [
        namespaceResourceRef(facts.cluster, facts.namespace),
        facts,
      ]),
    );
    return refs.map(ref => {
      const parsed = parse(ref);
      const facts =
        parsed &&
        known.get(namespaceResourceRef(parsed.cluster, parsed.namespace));
      return (
        facts &&
        new NamespaceResource(
          snapshot,
          facts,
          claims => directory.subjectsOf(claims),
          'logs',
        )
      );
    });
  };
}
