import type { PodListItem } from '../api/pods';
import { podStateFamily, POD_STATES, type PodState } from '../podState';
import type { FilterField } from './fields';
import {
  parseBytes,
  parseCount,
  parseCpu,
  parseDuration,
  parseRatio,
} from './quantity';

/** Kubernetes' own words for the states, as people search for them. @public */
export const POD_STATE_WORDS: Record<PodState, string> = {
  failed: 'Failed',
  oom: 'OOMKilled',
  crashloop: 'CrashLoopBackOff',
  imagepull: 'ImagePullBackOff',
  unschedulable: 'Unschedulable',
  notready: 'NotReady',
  unknown: 'Unknown',
  starting: 'Starting',
  terminating: 'Terminating',
  running: 'Running',
  completed: 'Completed',
};

const STATE_VALUES: readonly string[] = [
  ...new Set(
    POD_STATES.flatMap(state => [
      state,
      podStateFamily(state),
      POD_STATE_WORDS[state].toLowerCase(),
    ]),
  ),
];

/**
 * Where the columns of a pod keep what a field reads: in a dictionary row that
 * many pods share (the field is then evaluated once per row), in the small set
 * of states, or in the pod itself.
 */
export type PodFieldSource =
  | 'workload'
  | 'node'
  | 'shape'
  | 'image'
  | 'state'
  | 'pod';

/** A field of the pod filter, over a REST row and over the columns alike. @public */
export type PodField = FilterField<PodListItem> & { source: PodFieldSource };

/** `group:default/team-a` is found as such and as `team-a`. */
function refSpellings(ref: string | undefined): Array<string | undefined> {
  if (ref === undefined) {
    return [];
  }
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  const colon = ref.indexOf(':');
  return [ref, name, colon < 0 ? undefined : ref.slice(colon + 1)];
}

/** `registry/shop/cart:1.2@sha…` is found as such, without registry, and by name. */
function imageSpellings(image: string): string[] {
  const [withTag] = image.split('@');
  const lastPart = withTag.slice(withTag.lastIndexOf('/') + 1);
  return [image, withTag, lastPart, lastPart.split(':')[0]];
}

function ratio(used: number | undefined, of: number | undefined) {
  return used === undefined || !of ? undefined : used / of;
}

/**
 * The fields of `GET /pods?q=` and of the heatmap.
 *
 * Units: cpu in millicores, memory in bytes, ages in seconds, `cpu/request` and
 * the like are shares where 1 is all of it.
 *
 * @param now - ms since the epoch on the server's clock; ages count from it.
 * @public
 */
export function podFields(now: () => number): PodField[] {
  return [
    {
      name: 'state',
      aliases: ['status'],
      kind: 'text',
      source: 'state',
      values: STATE_VALUES,
      read: pod => [
        pod.state,
        podStateFamily(pod.state),
        POD_STATE_WORDS[pod.state],
      ],
    },
    {
      name: 'reason',
      kind: 'text',
      source: 'state',
      read: pod => pod.reason ?? POD_STATE_WORDS[pod.state],
    },
    {
      name: 'name',
      aliases: ['pod'],
      kind: 'text',
      source: 'pod',
      freeWords: true,
      read: pod => pod.name,
    },
    {
      name: 'ns',
      aliases: ['namespace'],
      kind: 'text',
      source: 'workload',
      freeWords: true,
      read: pod => pod.namespace,
    },
    {
      name: 'workload',
      aliases: ['app'],
      kind: 'text',
      source: 'workload',
      freeWords: true,
      read: pod => pod.workloadName,
    },
    {
      name: 'cluster',
      kind: 'text',
      source: 'workload',
      read: pod => pod.cluster,
    },
    {
      name: 'kind',
      kind: 'text',
      source: 'workload',
      read: pod => pod.workloadKind,
    },
    {
      name: 'tenant',
      aliases: ['workspace'],
      kind: 'text',
      source: 'workload',
      read: pod => pod.tenant ?? 'none',
    },
    {
      name: 'owner',
      aliases: ['team'],
      kind: 'text',
      source: 'workload',
      read: pod => (pod.owner ? refSpellings(pod.owner) : 'none'),
    },
    {
      name: 'system',
      kind: 'text',
      source: 'workload',
      read: pod => (pod.system ? refSpellings(pod.system) : 'none'),
    },
    {
      name: 'entity',
      aliases: ['component'],
      kind: 'text',
      source: 'workload',
      read: pod => (pod.entityRef ? refSpellings(pod.entityRef) : 'none'),
    },
    {
      name: 'node',
      kind: 'text',
      source: 'node',
      read: pod => pod.node ?? 'none',
    },
    {
      name: 'zone',
      kind: 'text',
      source: 'node',
      read: pod => pod.zone ?? 'none',
    },
    {
      name: 'image',
      kind: 'text',
      source: 'image',
      read: pod => imageSpellings(pod.image),
    },
    {
      name: 'ready',
      kind: 'text',
      source: 'pod',
      values: ['yes', 'no', 'true', 'false'],
      read: pod => {
        if (pod.state === 'completed') {
          return undefined;
        }
        return pod.readyContainers >= pod.shape.containers
          ? ['yes', 'true']
          : ['no', 'false'];
      },
    },
    {
      name: 'qos',
      kind: 'text',
      source: 'shape',
      values: ['guaranteed', 'burstable', 'besteffort'],
      read: pod => pod.shape.qos,
    },
    {
      name: 'restarts',
      kind: 'number',
      source: 'pod',
      parse: parseCount,
      read: pod => pod.restarts,
    },
    {
      name: 'restarts.1h',
      kind: 'number',
      source: 'pod',
      parse: parseCount,
      read: pod => pod.restartsLastHour,
    },
    {
      name: 'age',
      kind: 'number',
      source: 'pod',
      parse: parseDuration,
      read: pod => Math.max(0, (now() - pod.createdAt) / 1000),
    },
    {
      name: 'containers',
      kind: 'number',
      source: 'shape',
      parse: parseCount,
      read: pod => pod.shape.containers,
    },
    {
      name: 'gpu',
      aliases: ['gpus'],
      kind: 'number',
      source: 'shape',
      parse: parseCount,
      read: pod => pod.shape.gpus,
    },
    {
      name: 'cpu',
      kind: 'number',
      source: 'pod',
      parse: parseCpu,
      read: pod => pod.cpuMillicores,
    },
    {
      name: 'cpu.request',
      kind: 'number',
      source: 'shape',
      parse: parseCpu,
      read: pod => pod.shape.cpuRequest,
    },
    {
      name: 'cpu.limit',
      kind: 'number',
      source: 'shape',
      parse: parseCpu,
      read: pod => pod.shape.cpuLimit,
    },
    {
      name: 'cpu/request',
      kind: 'number',
      source: 'pod',
      parse: parseRatio,
      read: pod => ratio(pod.cpuMillicores, pod.shape.cpuRequest),
    },
    {
      name: 'cpu/limit',
      kind: 'number',
      source: 'pod',
      parse: parseRatio,
      read: pod => ratio(pod.cpuMillicores, pod.shape.cpuLimit),
    },
    {
      name: 'mem',
      aliases: ['memory'],
      kind: 'number',
      source: 'pod',
      parse: parseBytes,
      read: pod => pod.memoryBytes,
    },
    {
      name: 'mem.request',
      aliases: ['memory.request'],
      kind: 'number',
      source: 'shape',
      parse: parseBytes,
      read: pod => pod.shape.memoryRequest,
    },
    {
      name: 'mem.limit',
      aliases: ['memory.limit'],
      kind: 'number',
      source: 'shape',
      parse: parseBytes,
      read: pod => pod.shape.memoryLimit,
    },
    {
      name: 'mem/request',
      aliases: ['memory/request'],
      kind: 'number',
      source: 'pod',
      parse: parseRatio,
      read: pod => ratio(pod.memoryBytes, pod.shape.memoryRequest),
    },
    {
      name: 'mem/limit',
      aliases: ['memory/limit'],
      kind: 'number',
      source: 'pod',
      parse: parseRatio,
      read: pod => ratio(pod.memoryBytes, pod.shape.memoryLimit),
    },
  ];
}
