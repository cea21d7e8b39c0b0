import type { KubernetesJson } from '@panorama/plugin-fleet-node';

/** Stands where a value was; the key stays, because it says what is configured. */
export const REDACTED = '[hidden by Panorama]';

type Json = { [key: string]: KubernetesJson };

/** Annotations that repeat the whole object, values included. */
const ECHOES = ['kubectl.kubernetes.io/last-applied-configuration'];

function isObject(value: KubernetesJson | undefined): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hideValues(value: KubernetesJson): KubernetesJson {
  return isObject(value)
    ? Object.fromEntries(Object.keys(value).map(key => [key, REDACTED]))
    : value;
}

function redactContainers(value: KubernetesJson): KubernetesJson {
  if (!Array.isArray(value)) {
    return value;
  }
  return value.map(container =>
    isObject(container) && Array.isArray(container.env)
      ? {
          ...container,
          env: container.env.map(entry =>
            isObject(entry) && 'value' in entry
              ? { ...entry, value: REDACTED }
              : entry,
          ),
        }
      : container,
  );
}

const CONTAINER_LISTS = new Set([
  'containers',
  'initContainers',
  'ephemeralContainers',
]);

function visit(value: KubernetesJson): KubernetesJson {
  if (Array.isArray(value)) {
    return value.map(visit);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      CONTAINER_LISTS.has(key) ? redactContainers(inner) : visit(inner),
    ]),
  );
}

/**
 * A whole object without what may be a password: values of environment
 * variables and of ConfigMaps, copies of the object in annotations, and
 * `managedFields`, which nobody reads. Values are hidden, names stay.
 */
export function redactObject(object: Json): Json {
  const {
    managedFields: _,
    annotations,
    ...metadata
  } = isObject(object.metadata) ? object.metadata : {};
  const kept = isObject(annotations)
    ? Object.fromEntries(
        Object.entries(annotations).filter(([key]) => !ECHOES.includes(key)),
      )
    : annotations;
  const visited = visit({
    ...object,
    metadata:
      kept === undefined ? metadata : { ...metadata, annotations: kept },
  }) as Json;
  for (const field of object.kind === 'ConfigMap' || object.kind === 'Secret'
    ? ['data', 'binaryData', 'stringData']
    : []) {
    if (field in visited) {
      visited[field] = hideValues(visited[field]);
    }
  }
  return visited;
}
