import type { KubeObject } from '../../kubernetes/KubeObject';
import type { ClusterNode } from '../nodes';
import type { ClusterSpec } from '../spec';
import { isoMs, isoSeconds } from './time';

/** A node; one that went silent has the conditions and taints that the node controller sets. */
export function renderNode(
  cluster: ClusterSpec,
  node: ClusterNode,
  heartbeatSeconds: number,
): KubeObject {
  const isEdge = cluster.environments.includes('edge');
  const plainType = isEdge ? 'box.16c' : 'c7.32c';
  const gpus = node.gpus > 0 && { 'nvidia.com/gpu': String(node.gpus) };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      uid: node.uid,
      creationTimestamp: isoMs(node.createdAtMs),
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': node.name,
        'kubernetes.io/os': 'linux',
        'node-role.kubernetes.io/worker': '',
        'node.kubernetes.io/instance-type':
          node.gpus > 0 ? 'gpu.t4.8x' : plainType,
        'topology.kubernetes.io/region': node.region,
        'topology.kubernetes.io/zone': node.zone,
        ...(isEdge && { 'panorama.example/site': node.zone }),
        ...(gpus && {
          'nvidia.com/gpu.present': 'true',
          'nvidia.com/gpu.product': 'Tesla-T4',
        }),
      },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    spec: {
      podCIDR: '10.112.0.0/24',
      ...(taintsOf(node).length > 0 && { taints: taintsOf(node) }),
    },
    status: {
      capacity: {
        cpu: String(Math.ceil(node.cpu / 1000)),
        memory: `${(node.memory + 2048) * 1024}Ki`,
        pods: String(node.pods),
        'ephemeral-storage': '209612800Ki',
        ...gpus,
      },
      allocatable: {
        cpu: `${node.cpu}m`,
        memory: `${node.memory * 1024}Ki`,
        pods: String(node.pods),
        'ephemeral-storage': '193179156161',
        ...gpus,
      },
      conditions: nodeConditions(node, heartbeatSeconds),
      addresses: [
        { type: 'InternalIP', address: node.address },
        { type: 'Hostname', address: node.name },
      ],
      nodeInfo: {
        architecture: 'amd64',
        operatingSystem: 'linux',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        kernelVersion: '6.1.0-28-amd64',
        containerRuntimeVersion: 'containerd://1.7.24',
        kubeletVersion: cluster.version,
        kubeProxyVersion: cluster.version,
        bootID: node.uid,
        machineID: node.uid.replace(/-/g, ''),
        systemUUID: node.uid,
      },
    },
  };
}

function taintsOf(node: ClusterNode) {
  const taints: Array<{
    key: string;
    effect: string;
    value?: string;
    timeAdded?: string;
  }> = [];
  if (node.gpus > 0) {
    taints.push({
      key: 'nvidia.com/gpu',
      value: 'present',
      effect: 'NoSchedule',
    });
  }
  if (!node.ready) {
    const timeAdded = isoMs(node.readySinceMs);
    taints.push(
      {
        key: 'node.kubernetes.io/unreachable',
        effect: 'NoSchedule',
        timeAdded,
      },
      { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute', timeAdded },
    );
  }
  return taints;
}

function nodeConditions(node: ClusterNode, heartbeatSeconds: number) {
  const since = isoMs(node.readySinceMs);
  const heartbeat = node.ready ? isoSeconds(heartbeatSeconds) : since;
  const condition = (
    type: string,
    good: string,
    reason: string,
    message: string,
  ) =>
    node.ready
      ? {
          type,
          status: good,
          reason,
          message,
          lastHeartbeatTime: heartbeat,
          lastTransitionTime: isoMs(node.createdAtMs + 60_000),
        }
      : {
          type,
          status: 'Unknown',
          reason: 'NodeStatusUnknown',
          message: 'Kubelet stopped posting node status.',
          lastHeartbeatTime: heartbeat,
          lastTransitionTime: since,
        };
  return [
    condition(
      'MemoryPressure',
      'False',
      'KubeletHasSufficientMemory',
      'kubelet has sufficient memory available',
    ),
    condition(
      'DiskPressure',
      'False',
      'KubeletHasNoDiskPressure',
      'kubelet has no disk pressure',
    ),
    condition(
      'PIDPressure',
      'False',
      'KubeletHasSufficientPID',
      'kubelet has sufficient PID available',
    ),
    condition(
      'Ready',
      'True',
      'KubeletReady',
      'kubelet is posting ready status',
    ),
  ];
}
