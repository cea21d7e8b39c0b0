import type { MessageTable } from './messages';

/** The kinds of volumes that the playground uses: field numbers of Kubernetes' generated.proto, 1.36. */
export const VOLUME_MESSAGES: MessageTable = {
  Volume: {
    name: [1, 'string'],
    volumeSource: [2, 'VolumeSource', 'inline'],
  },
  VolumeSource: {
    hostPath: [1, 'HostPathVolumeSource'],
    emptyDir: [2, 'EmptyDirVolumeSource'],
    secret: [6, 'SecretVolumeSource'],
    persistentVolumeClaim: [10, 'PersistentVolumeClaimVolumeSource'],
    downwardAPI: [16, 'DownwardAPIVolumeSource'],
    configMap: [19, 'ConfigMapVolumeSource'],
    projected: [26, 'ProjectedVolumeSource'],
  },
  EmptyDirVolumeSource: {
    medium: [1, 'string'],
    sizeLimit: [2, 'quantity'],
  },
  HostPathVolumeSource: {
    path: [1, 'string'],
    type: [2, 'string'],
  },
  SecretVolumeSource: {
    secretName: [1, 'string'],
    items: [2, 'KeyToPath', 'list'],
    defaultMode: [3, 'int32'],
    optional: [4, 'bool'],
  },
  ConfigMapVolumeSource: {
    localObjectReference: [1, 'LocalObjectReference', 'inline'],
    items: [2, 'KeyToPath', 'list'],
    defaultMode: [3, 'int32'],
    optional: [4, 'bool'],
  },
  PersistentVolumeClaimVolumeSource: {
    claimName: [1, 'string'],
    readOnly: [2, 'bool'],
  },
  DownwardAPIVolumeSource: {
    items: [1, 'DownwardAPIVolumeFile', 'list'],
    defaultMode: [2, 'int32'],
  },
  DownwardAPIVolumeFile: {
    path: [1, 'string'],
    fieldRef: [2, 'ObjectFieldSelector'],
    resourceFieldRef: [3, 'ResourceFieldSelector'],
    mode: [4, 'int32'],
  },
  ProjectedVolumeSource: {
    sources: [1, 'VolumeProjection', 'list'],
    defaultMode: [2, 'int32'],
  },
  VolumeProjection: {
    secret: [1, 'SecretProjection'],
    downwardAPI: [2, 'DownwardAPIProjection'],
    configMap: [3, 'ConfigMapProjection'],
    serviceAccountToken: [4, 'ServiceAccountTokenProjection'],
  },
  SecretProjection: {
    localObjectReference: [1, 'LocalObjectReference', 'inline'],
    items: [2, 'KeyToPath', 'list'],
    optional: [4, 'bool'],
  },
  ConfigMapProjection: {
    localObjectReference: [1, 'LocalObjectReference', 'inline'],
    items: [2, 'KeyToPath', 'list'],
    optional: [4, 'bool'],
  },
  DownwardAPIProjection: {
    items: [1, 'DownwardAPIVolumeFile', 'list'],
  },
  ServiceAccountTokenProjection: {
    audience: [1, 'string'],
    expirationSeconds: [2, 'int64'],
    path: [3, 'string'],
  },
  KeyToPath: {
    key: [1, 'string'],
    path: [2, 'string'],
    mode: [3, 'int32'],
  },
};
