import type { IngressFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedBackend {
  service?: { name?: string; port?: { name?: string; number?: number } };
}

interface SelectedIngress {
  metadata: SelectedMetadata;
  spec?: {
    ingressClassName?: string;
    defaultBackend?: SelectedBackend;
    tls?: Array<{ hosts?: string[] }>;
    rules?: Array<{
      host?: string;
      http?: { paths?: Array<{ path?: string; backend?: SelectedBackend }> };
    }>;
  };
}

export const ingresses = defineProjection<SelectedIngress, IngressFields>({
  id: 'ingresses.networking.k8s.io',
  group: 'networking.k8s.io',
  versions: ['v1'],
  plural: 'ingresses',
  kind: 'Ingress',
  namespaced: true,
  fields: {
    spec: {
      ingressClassName: WHOLE,
      defaultBackend: { service: WHOLE },
      // Names of the Secrets with the keys are not read.
      tls: [{ hosts: WHOLE }],
      rules: [
        {
          host: WHOLE,
          http: { paths: [{ path: WHOLE, backend: { service: WHOLE } }] },
        },
      ],
    },
  },
  project: ({ spec }) => ({
    ...(spec?.ingressClassName && { className: spec.ingressClassName }),
    tlsHosts: (spec?.tls ?? []).flatMap(({ hosts }) => hosts ?? []),
    rules: [
      ...route(undefined, undefined, spec?.defaultBackend),
      ...(spec?.rules ?? []).flatMap(({ host, http }) =>
        (http?.paths ?? []).flatMap(({ path, backend }) =>
          route(host, path, backend),
        ),
      ),
    ],
  }),
});

function route(
  host: string | undefined,
  path: string | undefined,
  backend: SelectedBackend | undefined,
): IngressFields['rules'] {
  const { name, port } = backend?.service ?? {};
  // A backend may be a resource of some controller instead of a Service.
  if (!name) {
    return [];
  }
  const portText = port?.name ?? port?.number?.toString();
  return [
    {
      ...(host && { host }),
      ...(path && { path }),
      service: name,
      ...(portText && { port: portText }),
    },
  ];
}
