import type { ClusterNodeFields } from '@panorama/plugin-fleet-node';
import { defineProjection } from '../Projection';
import { cpuMillicores, memoryBytes, parseQuantity } from '../quantity';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';
import { isGpuResource } from '../podShape';

interface SelectedNode {
  metadata: SelectedMetadata;
  spec?: {
    unschedulable?: boolean;
    taints?: Array<{ key?: string; value?: string; effect?: string }>;
  };
  status?: {
    allocatable?: Record<string, string>;
    capacity?: Record<string, string>;
    conditions?: Array<{ type?: string; status?: string; reason?: string }>;
    addresses?: Array<{ type?: string; address?: string }>;
    nodeInfo?: { kubeletVersion?: string };
  };
}

const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';

export const nodes = defineProjection<SelectedNode, ClusterNodeFields>({
  id: 'nodes',
  group: '',
  versions: ['v1'],
  plural: 'nodes',
  kind: 'Node',
  namespaced: false,
  fields: {
    spec: {
      unschedulable: WHOLE,
      taints: [{ key: WHOLE, value: WHOLE, effect: WHOLE }],
    },
    status: {
      allocatable: WHOLE,
      capacity: WHOLE,
      conditions: [{ type: WHOLE, status: WHOLE, reason: WHOLE }],
      addresses: [{ type: WHOLE, address: WHOLE }],
      nodeInfo: { kubeletVersion: WHOLE },
    },
  },
  project: ({ metadata, spec, status }) => {
    const conditions = status?.conditions ?? [];
    const ready = conditions.find(condition => condition.type === 'Ready');
    const labels = metadata.labels ?? {};
    return {
      ready: readiness(ready?.status),
      ...(ready?.status !== 'True' &&
        ready?.reason && { notReadyReason: ready.reason }),
      unschedulable: spec?.unschedulable ?? false,
      ...(labels[ZONE] && { zone: labels[ZONE] }),
      ...(labels[REGION] && { region: labels[REGION] }),
      taints: (spec?.taints ?? []).map(taint => ({
        key: taint.key ?? '',
        ...(taint.value && { value: taint.value }),
        effect: taint.effect ?? '',
      })),
      // The kubelet's own complaints: pressure and network, true when bad.
      pressures: conditions
        .filter(
          condition =>
            condition.type !== 'Ready' && condition.status === 'True',
        )
        .map(condition => condition.type ?? ''),
      allocatable: amounts(status?.allocatable),
      capacity: amounts(status?.capacity),
      kubeletVersion: status?.nodeInfo?.kubeletVersion ?? '',
      addresses: (status?.addresses ?? [])
        .filter(
          address =>
            address.type === 'InternalIP' || address.type === 'ExternalIP',
        )
        .map(address => address.address ?? ''),
    };
  },
});

function readiness(status: string | undefined): ClusterNodeFields['ready'] {
  return status === 'True' || status === 'False' ? status : 'Unknown';
}

function amounts(
  resources: Record<string, string> = {},
): ClusterNodeFields['capacity'] {
  let gpus = 0;
  for (const [resource, quantity] of Object.entries(resources)) {
    if (isGpuResource(resource)) {
      gpus += parseQuantity(quantity) ?? 0;
    }
  }
  return {
    cpuMillicores: cpuMillicores(resources.cpu) ?? 0,
    memoryBytes: memoryBytes(resources.memory) ?? 0,
    pods: parseQuantity(resources.pods) ?? 0,
    gpus,
  };
}
