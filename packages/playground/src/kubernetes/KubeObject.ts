/** Who wrote which fields, as the API server records it. */
export type ManagedFieldsEntry = {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: { [path: string]: unknown };
  subresource?: string;
};

export type KubeMetadata = {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
  [field: string]: unknown;
};

/** A Kubernetes object as JSON, of any kind. */
export type KubeObject = {
  apiVersion?: string;
  kind?: string;
  metadata?: KubeMetadata;
  [field: string]: unknown;
};

/**
 * What the store holds of an object. Labels are at hand because selectors ask for them often; the rest is rendered when
 * somebody reads it, so that 100,000 pods need not be held as whole objects.
 */
export type StoredObject = {
  /** Empty for cluster-scoped kinds. */
  namespace: string;
  name: string;
  uid: string;
  labels: Readonly<Record<string, string>>;
  /**
   * Values of field selectors that can be answered without rendering, such as `spec.nodeName`. A path that is absent
   * here is looked up in the rendered object.
   */
  fields?: Readonly<Record<string, string>>;
  /**
   * The whole object. Kind, apiVersion, resourceVersion and the identity above are added by the server where missing.
   * It must give the same content each time: watchers read it later than it was stored. A change is a new StoredObject.
   */
  render(): object;
};

/** One version of an object: what `resourceVersion` in its metadata says. */
export type StoredVersion = {
  readonly object: StoredObject;
  readonly resourceVersion: number;
};

/** The part of an object's place that is unique inside its kind. Sorts as etcd sorts its keys. */
export function storeKey(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** Wraps a complete JSON object, for kinds that are few enough to be held whole. */
export function storedObject(object: KubeObject): StoredObject {
  const { name, namespace = '', uid, labels = {} } = object.metadata ?? {};
  if (!name) {
    throw new Error(
      `a stored ${
        object.kind ?? 'object'
      } needs metadata.name (got ${JSON.stringify(object.metadata)})`,
    );
  }
  return {
    namespace,
    name,
    uid: uid ?? '',
    labels,
    render: () => object,
  };
}
