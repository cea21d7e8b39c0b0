import type { EndpointSliceFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedEndpointSlice {
  metadata: SelectedMetadata;
  addressType?: string;
  ports?: Array<{ name?: string; port?: number }>;
  endpoints?: Array<{
    addresses?: string[];
    conditions?: { ready?: boolean };
    nodeName?: string;
    targetRef?: { kind?: string; name?: string };
  }>;
}

const SERVICE = 'kubernetes.io/service-name';

export const endpointSlices = defineProjection<
  SelectedEndpointSlice,
  EndpointSliceFields
>({
  id: 'endpointslices.discovery.k8s.io',
  group: 'discovery.k8s.io',
  versions: ['v1'],
  plural: 'endpointslices',
  kind: 'EndpointSlice',
  namespaced: true,
  fields: {
    addressType: WHOLE,
    ports: [{ name: WHOLE, port: WHOLE }],
    endpoints: [
      {
        addresses: WHOLE,
        conditions: { ready: WHOLE },
        nodeName: WHOLE,
        targetRef: { kind: WHOLE, name: WHOLE },
      },
    ],
  },
  project: ({ metadata, addressType, ports, endpoints }) => {
    const service = metadata.labels?.[SERVICE];
    return {
      ...(service && { service }),
      addressType: addressType ?? 'IPv4',
      ports: ports ?? [],
      endpoints: (endpoints ?? []).map(
        ({ addresses, conditions, nodeName, targetRef }) => ({
          addresses: addresses ?? [],
          // discovery.k8s.io/v1: an absent condition means ready.
          ready: conditions?.ready ?? true,
          ...(targetRef?.kind === 'Pod' &&
            targetRef.name && { pod: targetRef.name }),
          ...(nodeName && { node: nodeName }),
        }),
      ),
    };
  },
});
