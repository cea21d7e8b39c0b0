import type { KubeServiceFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';
import { RATE_TOLERANCE_FIELDS, rateTolerance } from './rateTolerance';

interface SelectedService {
  metadata: SelectedMetadata;
  spec?: {
    type?: string;
    clusterIP?: string;
    externalName?: string;
    selector?: Record<string, string>;
    ports?: Array<{
      name?: string;
      port?: number;
      targetPort?: string | number;
      protocol?: string;
    }>;
  };
}

export const services = defineProjection<SelectedService, KubeServiceFields>({
  id: 'services',
  group: '',
  versions: ['v1'],
  plural: 'services',
  kind: 'Service',
  namespaced: true,
  fields: {
    metadata: RATE_TOLERANCE_FIELDS,
    spec: {
      type: WHOLE,
      clusterIP: WHOLE,
      externalName: WHOLE,
      selector: WHOLE,
      ports: [{ name: WHOLE, port: WHOLE, targetPort: WHOLE, protocol: WHOLE }],
    },
  },
  project: ({ metadata, spec }) => ({
    ...rateTolerance(metadata),
    type: spec?.type ?? 'ClusterIP',
    ...(spec?.clusterIP && { clusterIp: spec.clusterIP }),
    ...(spec?.externalName && { externalName: spec.externalName }),
    selector: spec?.selector ?? {},
    ports: (spec?.ports ?? []).map(port => ({
      ...(port.name && { name: port.name }),
      port: port.port ?? 0,
      ...(port.targetPort !== undefined && {
        targetPort: String(port.targetPort),
      }),
      protocol: port.protocol ?? 'TCP',
    })),
  }),
});
