import type { MessageTable } from './messages';

/** Metadata of every object (apimachinery pkg/apis/meta/v1): field numbers of Kubernetes' generated.proto, 1.36. */
export const META_MESSAGES: MessageTable = {
  ObjectMeta: {
    name: [1, 'string'],
    generateName: [2, 'string'],
    namespace: [3, 'string'],
    selfLink: [4, 'string'],
    uid: [5, 'string'],
    resourceVersion: [6, 'string'],
    generation: [7, 'int64'],
    creationTimestamp: [8, 'time'],
    deletionTimestamp: [9, 'time'],
    deletionGracePeriodSeconds: [10, 'int64'],
    labels: [11, 'string', 'map'],
    annotations: [12, 'string', 'map'],
    ownerReferences: [13, 'OwnerReference', 'list'],
    finalizers: [14, 'string', 'list'],
    managedFields: [17, 'ManagedFieldsEntry', 'list'],
  },
  OwnerReference: {
    kind: [1, 'string'],
    name: [3, 'string'],
    uid: [4, 'string'],
    apiVersion: [5, 'string'],
    controller: [6, 'bool'],
    blockOwnerDeletion: [7, 'bool'],
  },
  ManagedFieldsEntry: {
    manager: [1, 'string'],
    operation: [2, 'string'],
    apiVersion: [3, 'string'],
    time: [4, 'time'],
    fieldsType: [6, 'string'],
    fieldsV1: [7, 'fieldsV1'],
    subresource: [8, 'string'],
  },
  ListMeta: {
    selfLink: [1, 'string'],
    resourceVersion: [2, 'string'],
    continue: [3, 'string'],
    remainingItemCount: [4, 'int64'],
  },
};
