import type { PodShape, QosClass } from '@panorama/plugin-fleet-common';
import { QOS_CLASSES } from '@panorama/plugin-fleet-common';
import { cpuMillicores, memoryBytes, parseQuantity } from './quantity';
import type {
  SelectedContainer,
  SelectedPod,
  SelectedResources,
} from './selectedPod';

type Amount = (text: unknown) => number | undefined;
type Side = keyof SelectedResources;

/** Extended resources that are graphics processors, of any vendor (MIG slices included). */
const GPU_RESOURCE = /(^|[./-])(gpu|vgpu|mig-|npu|ascend)/i;

/**
 * What a pod asks for, by upstream's rule
 * (`k8s.io/component-helpers/resource`, PodRequests): containers and sidecars
 * together, or the largest init container beside the sidecars started before
 * it, plus overhead; pod-level resources win.
 *
 * A limit is `undefined` as soon as one container has none: a sum of the others
 * would promise a bound that does not exist.
 */
export function podShape(pod: Pick<SelectedPod, 'spec' | 'status'>): PodShape {
  const spec = pod.spec ?? {};
  const amount = (side: Side, resource: string, parse: Amount) => {
    const own = parse(spec.resources?.[side]?.[resource]);
    const total = own ?? effective(spec, side, resource, parse);
    const overhead =
      total === undefined ? undefined : parse(spec.overhead?.[resource]);
    return total === undefined ? undefined : total + (overhead ?? 0);
  };
  const shape: PodShape = {
    qos: qosOf(pod.status?.qosClass),
    gpus: gpusOf(spec.containers),
    containers:
      (spec.containers?.length ?? 0) +
      (spec.initContainers?.filter(isSidecar).length ?? 0),
  };
  const cpuRequest = amount('requests', 'cpu', cpuMillicores);
  const cpuLimit = amount('limits', 'cpu', cpuMillicores);
  const memoryRequest = amount('requests', 'memory', memoryBytes);
  const memoryLimit = amount('limits', 'memory', memoryBytes);
  if (cpuRequest !== undefined) shape.cpuRequest = cpuRequest;
  if (cpuLimit !== undefined) shape.cpuLimit = cpuLimit;
  if (memoryRequest !== undefined) shape.memoryRequest = memoryRequest;
  if (memoryLimit !== undefined) shape.memoryLimit = memoryLimit;
  return shape;
}

export function isSidecar(container: SelectedContainer): boolean {
  return container.restartPolicy === 'Always';
}

function effective(
  spec: NonNullable<SelectedPod['spec']>,
  side: Side,
  resource: string,
  parse: Amount,
): number | undefined {
  const of = (container: SelectedContainer) =>
    parse(container.resources?.[side]?.[resource]);
  let running: number | undefined;
  let hasGap = false;
  for (const container of spec.containers ?? []) {
    const value = of(container);
    hasGap ||= value === undefined;
    running = value === undefined ? running : (running ?? 0) + value;
  }
  let sidecars: number | undefined;
  let initPeak: number | undefined;
  for (const container of spec.initContainers ?? []) {
    const value = of(container);
    if (isSidecar(container)) {
      hasGap ||= value === undefined;
      sidecars = value === undefined ? sidecars : (sidecars ?? 0) + value;
    } else if (value !== undefined) {
      initPeak = Math.max(initPeak ?? 0, value + (sidecars ?? 0));
    }
  }
  if (side === 'limits' && hasGap) {
    return undefined;
  }
  if (
    running === undefined &&
    sidecars === undefined &&
    initPeak === undefined
  ) {
    return undefined;
  }
  return Math.max((running ?? 0) + (sidecars ?? 0), initPeak ?? 0);
}

function gpusOf(containers: SelectedContainer[] | undefined): number {
  let gpus = 0;
  for (const { resources } of containers ?? []) {
    const { limits, requests } = resources ?? {};
    for (const resource in requests) {
      if (isGpuResource(resource)) {
        gpus += parseQuantity(requests[resource]) ?? 0;
      }
    }
    for (const resource in limits) {
      // A limit without a request is a request, too.
      if (requests?.[resource] === undefined && isGpuResource(resource)) {
        gpus += parseQuantity(limits[resource]) ?? 0;
      }
    }
  }
  return gpus;
}

/** `nvidia.com/gpu`, `amd.com/gpu`, `huawei.com/Ascend910`, … cpu, memory and hugepages-* have no slash. */
export function isGpuResource(resource: string): boolean {
  return resource.includes('/') && GPU_RESOURCE.test(resource);
}

function qosOf(text: string | undefined): QosClass {
  return QOS_CLASSES.find(qos => qos === text) ?? 'BestEffort';
}
