import type {
  ContainerTemplateFields,
  PodTemplateFields,
} from '@panorama/plugin-fleet-node';
import { foundAddresses } from './foundAddresses';
import { podShape } from './podShape';
import { WHOLE, type Fields } from './selectJson';
import type { SelectedContainer } from './selectedPod';

const PROBE: Fields = { periodSeconds: WHOLE };

const TEMPLATE_CONTAINER: Fields = {
  name: WHOLE,
  image: WHOLE,
  restartPolicy: WHOLE,
  resources: { requests: WHOLE, limits: WHOLE },
  ports: [{ containerPort: WHOLE }],
  // `valueFrom` of a Secret is a name that nobody needs: it is not even read.
  env: [
    {
      name: WHOLE,
      value: WHOLE,
      valueFrom: { configMapKeyRef: { name: WHOLE, key: WHOLE } },
    },
  ],
  envFrom: [{ configMapRef: { name: WHOLE } }],
  readinessProbe: PROBE,
  livenessProbe: PROBE,
};

/** What to read of a pod template. */
export const POD_TEMPLATE_FIELDS: Fields = {
  metadata: { labels: WHOLE },
  spec: {
    containers: [TEMPLATE_CONTAINER],
    initContainers: [TEMPLATE_CONTAINER],
    serviceAccountName: WHOLE,
    overhead: WHOLE,
    volumes: [
      {
        persistentVolumeClaim: { claimName: WHOLE },
        configMap: { name: WHOLE },
        projected: { sources: [{ configMap: { name: WHOLE } }] },
      },
    ],
  },
};

interface SelectedTemplateContainer extends SelectedContainer {
  ports?: Array<{ containerPort?: number }>;
  env?: Array<{
    name?: string;
    value?: string;
    valueFrom?: { configMapKeyRef?: { name?: string; key?: string } };
  }>;
  envFrom?: Array<{ configMapRef?: { name?: string } }>;
  readinessProbe?: object;
  livenessProbe?: object;
}

export interface SelectedTemplate {
  metadata?: { labels?: Record<string, string> };
  spec?: {
    containers?: SelectedTemplateContainer[];
    initContainers?: SelectedTemplateContainer[];
    serviceAccountName?: string;
    overhead?: Record<string, string>;
    volumes?: Array<{
      persistentVolumeClaim?: { claimName?: string };
      configMap?: { name?: string };
      projected?: { sources?: Array<{ configMap?: { name?: string } }> };
    }>;
  };
}

/** A template without what only the kubelet needs; environment shrinks to addresses here. */
export function podTemplate(
  template: SelectedTemplate | undefined,
): PodTemplateFields {
  const spec = template?.spec ?? {};
  const mounted = (spec.volumes ?? []).flatMap(({ configMap, projected }) =>
    [{ configMap }, ...(projected?.sources ?? [])].flatMap(
      source => source.configMap?.name ?? [],
    ),
  );
  const { qos: _qos, containers: _count, ...amounts } = podShape({ spec });
  return {
    labels: template?.metadata?.labels ?? {},
    containers: [
      ...(spec.initContainers ?? []).map(container =>
        containerTemplate(container, true, mounted),
      ),
      ...(spec.containers ?? []).map(container =>
        containerTemplate(container, false, mounted),
      ),
    ],
    ...(spec.serviceAccountName && { serviceAccount: spec.serviceAccountName }),
    claims: (spec.volumes ?? []).flatMap(
      volume => volume.persistentVolumeClaim?.claimName ?? [],
    ),
    ...amounts,
  };
}

function containerTemplate(
  container: SelectedTemplateContainer,
  init: boolean,
  mounted: string[],
): ContainerTemplateFields {
  const env = container.env ?? [];
  const configMaps = new Set([
    ...mounted,
    ...(container.envFrom ?? []).flatMap(
      ({ configMapRef }) => configMapRef?.name ?? [],
    ),
  ]);
  const configMapKeys = env.flatMap(({ name, valueFrom }) => {
    const { name: configMap, key } = valueFrom?.configMapKeyRef ?? {};
    return name && configMap && key ? { variable: name, configMap, key } : [];
  });
  return {
    name: container.name ?? '',
    init,
    image: container.image ?? '',
    ports: (container.ports ?? []).flatMap(port => port.containerPort ?? []),
    addresses: env.flatMap(({ name, value }) =>
      name && value ? foundAddresses(name, value) : [],
    ),
    configMaps: [...configMaps],
    ...(configMapKeys.length > 0 && { configMapKeys }),
    hasReadinessProbe: container.readinessProbe !== undefined,
    hasLivenessProbe: container.livenessProbe !== undefined,
  };
}
