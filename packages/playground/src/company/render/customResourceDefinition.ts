import {
  apiVersionOf,
  type KindDefinition,
  type KubeObject,
} from '../../kubernetes';
import { uuidOfText } from '../prng';
import { isoMs } from './time';

/** A CustomResourceDefinition that takes any content. */
export function renderCustomResourceDefinition(
  kind: KindDefinition,
  createdAtMs: number,
): KubeObject {
  const at = isoMs(createdAtMs);
  const names = {
    plural: kind.plural,
    singular: kind.kind.toLowerCase(),
    kind: kind.kind,
    listKind: `${kind.kind}List`,
  };
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    lastTransitionTime: at,
    reason,
    message,
  });
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: kind.id,
      uid: uuidOfText(`crd/${kind.id}/${apiVersionOf(kind)}`),
      creationTimestamp: at,
    },
    spec: {
      group: kind.group,
      names,
      scope: kind.namespaced ? 'Namespaced' : 'Cluster',
      versions: [
        {
          name: kind.version,
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
          ...(kind.status && { subresources: { status: {} } }),
        },
      ],
    },
    status: {
      acceptedNames: names,
      storedVersions: [kind.version],
      conditions: [
        condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
        condition(
          'Established',
          'InitialNamesAccepted',
          'the initial names have been accepted',
        ),
      ],
    },
  };
}
