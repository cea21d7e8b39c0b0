import type { ManagedFieldsEntry } from '../../kubernetes/KubeObject';

/** By which field the API server tells the items of these lists apart. */
const LIST_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'protocol'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  podIPs: ['ip'],
  hostIPs: ['ip'],
  imagePullSecrets: ['name'],
};

type Fields = { [path: string]: unknown };

/** The FieldsV1 form of a value: which leaf paths somebody wrote. */
export function fieldsOf(value: object): Fields {
  const fields: Fields = {};
  for (const [key, child] of Object.entries(value)) {
    if (child !== undefined) {
      fields[`f:${key}`] = childFields(key, child);
    }
  }
  return fields;
}

function childFields(key: string, child: unknown): Fields {
  if (Array.isArray(child)) {
    const listKeys = LIST_KEYS[key];
    if (!listKeys) {
      return {};
    }
    const fields: Fields = {};
    for (const item of child) {
      const identity = Object.fromEntries(
        listKeys.filter(name => name in item).map(name => [name, item[name]]),
      );
      fields[`k:${JSON.stringify(identity)}`] = { '.': {}, ...fieldsOf(item) };
    }
    return fields;
  }
  return typeof child === 'object' && child !== null ? fieldsOf(child) : {};
}

export function managedBy(
  manager: string,
  apiVersion: string,
  time: string,
  fieldsV1: Fields,
  subresource?: string,
): ManagedFieldsEntry {
  return {
    manager,
    operation: 'Update',
    apiVersion,
    time,
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(subresource && { subresource }),
  };
}
