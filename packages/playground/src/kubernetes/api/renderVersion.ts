import type { KubeObject, StoredVersion } from '../KubeObject';
import { apiVersionOf, type KindDefinition } from '../kinds';

/** The complete object of a version: identity and resourceVersion are the store's, the rest is what the owner rendered. */
export function renderVersion(
  kind: KindDefinition,
  version: StoredVersion,
): KubeObject {
  const { object, resourceVersion } = version;
  const content = object.render() as KubeObject;
  return {
    kind: kind.kind,
    apiVersion: apiVersionOf(kind),
    ...content,
    metadata: {
      ...content.metadata,
      name: object.name,
      ...(object.namespace !== '' && { namespace: object.namespace }),
      uid: object.uid,
      resourceVersion: String(resourceVersion),
      ...(Object.keys(object.labels).length > 0 && {
        labels: { ...object.labels },
      }),
    },
  };
}
