import type { HttpRouteFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedReference {
  group?: string;
  kind?: string;
  namespace?: string;
  name?: string;
  port?: number;
  sectionName?: string;
  weight?: number;
}

interface SelectedRoute {
  metadata: SelectedMetadata;
  spec?: {
    hostnames?: string[];
    parentRefs?: SelectedReference[];
    rules?: Array<{
      matches?: Array<{ path?: { value?: string } }>;
      backendRefs?: SelectedReference[];
    }>;
  };
}

const REFERENCE = {
  group: WHOLE,
  kind: WHOLE,
  namespace: WHOLE,
  name: WHOLE,
  port: WHOLE,
  sectionName: WHOLE,
  weight: WHOLE,
} as const;

export const httpRoutes = defineProjection<SelectedRoute, HttpRouteFields>({
  id: 'httproutes.gateway.networking.k8s.io',
  group: 'gateway.networking.k8s.io',
  versions: ['v1'],
  plural: 'httproutes',
  kind: 'HTTPRoute',
  namespaced: true,
  fields: {
    spec: {
      hostnames: WHOLE,
      parentRefs: [REFERENCE],
      rules: [
        { matches: [{ path: { value: WHOLE } }], backendRefs: [REFERENCE] },
      ],
    },
  },
  project: ({ metadata, spec }) => {
    const own = metadata.namespace ?? '';
    return {
      hostnames: spec?.hostnames ?? [],
      gateways: (spec?.parentRefs ?? [])
        // The API's default; a mesh attaches routes to Services instead.
        .filter(({ kind = 'Gateway', name }) => kind === 'Gateway' && name)
        .map(({ namespace, name = '', sectionName }) => ({
          namespace: namespace ?? own,
          name,
          ...(sectionName && { listener: sectionName }),
        })),
      rules: (spec?.rules ?? []).map(({ matches, backendRefs }) => ({
        paths: (matches ?? []).flatMap(({ path }) => path?.value ?? []),
        backends: (backendRefs ?? [])
          .filter(({ kind = 'Service', name }) => kind === 'Service' && name)
          .map(({ namespace, name = '', port, weight }) => ({
            namespace: namespace ?? own,
            service: name,
            ...(port !== undefined && { port }),
            weight: weight ?? 1,
          })),
      })),
    };
  },
});
