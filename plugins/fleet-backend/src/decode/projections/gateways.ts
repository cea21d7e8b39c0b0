import type { GatewayFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedGateway {
  metadata: SelectedMetadata;
  spec?: {
    gatewayClassName?: string;
    listeners?: Array<{
      name?: string;
      hostname?: string;
      port?: number;
      protocol?: string;
    }>;
  };
  status?: { addresses?: Array<{ value?: string }> };
}

/** Gateway API; installed by choice, so most clusters do not serve it. */
export const gateways = defineProjection<SelectedGateway, GatewayFields>({
  id: 'gateways.gateway.networking.k8s.io',
  group: 'gateway.networking.k8s.io',
  versions: ['v1'],
  plural: 'gateways',
  kind: 'Gateway',
  namespaced: true,
  fields: {
    spec: {
      gatewayClassName: WHOLE,
      // References to certificates' Secrets are not read.
      listeners: [
        { name: WHOLE, hostname: WHOLE, port: WHOLE, protocol: WHOLE },
      ],
    },
    status: { addresses: [{ value: WHOLE }] },
  },
  project: ({ spec, status }) => ({
    className: spec?.gatewayClassName ?? '',
    listeners: (spec?.listeners ?? []).map(
      ({ name, hostname, port, protocol }) => ({
        name: name ?? '',
        ...(hostname && { hostname }),
        port: port ?? 0,
        protocol: protocol ?? '',
      }),
    ),
    addresses: (status?.addresses ?? []).flatMap(({ value }) => value ?? []),
  }),
});
