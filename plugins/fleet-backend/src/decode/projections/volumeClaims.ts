import type { VolumeClaimFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { memoryBytes } from '../quantity';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedVolumeClaim {
  metadata: SelectedMetadata;
  spec?: {
    storageClassName?: string;
    volumeName?: string;
    accessModes?: string[];
    resources?: { requests?: { storage?: string } };
  };
  status?: { phase?: string; capacity?: { storage?: string } };
}

export const volumeClaims = defineProjection<
  SelectedVolumeClaim,
  VolumeClaimFields
>({
  id: 'persistentvolumeclaims',
  group: '',
  versions: ['v1'],
  plural: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
  namespaced: true,
  fields: {
    spec: {
      storageClassName: WHOLE,
      volumeName: WHOLE,
      accessModes: WHOLE,
      resources: { requests: { storage: WHOLE } },
    },
    status: { phase: WHOLE, capacity: { storage: WHOLE } },
  },
  project: ({ spec, status }) => {
    const requestedBytes = memoryBytes(spec?.resources?.requests?.storage);
    const capacityBytes = memoryBytes(status?.capacity?.storage);
    return {
      phase: status?.phase ?? 'Pending',
      ...(spec?.storageClassName && { storageClass: spec.storageClassName }),
      ...(spec?.volumeName && { volumeName: spec.volumeName }),
      accessModes: spec?.accessModes ?? [],
      ...(requestedBytes !== undefined && { requestedBytes }),
      ...(capacityBytes !== undefined && { capacityBytes }),
    };
  },
});
