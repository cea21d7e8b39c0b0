import type { ClusterModel } from '../ClusterModel';
import type { PodRecord } from '../PodRecord';
import type { ResolvedDependency } from '../workload';
import { workloadKey } from '../ClusterModel';
import { imageMissing } from '../presets';
import { hashRatio } from '../prng';
import { mainImage } from '../render/podTemplate';
import { isReady, NODE_LOST, RUNNING, type Situation } from '../situation';

/**
 * What is wrong at the root in a cluster. Scenarios change only this; what the
 * pods go through follows by {@link symptomOf}.
 */
export interface Causes {
  /** All pods of a workload, whatever their version, by workload key. */
  readonly broken: Map<string, Situation>;
  /** Versions that fail, by {@link versionKey}. */
  readonly badVersions: Map<string, Situation>;
  /** Image references that no registry has, or that cannot be pulled now; with the registry's words. */
  readonly missingImages: Map<string, string>;
  /** Middleware outside the cluster that does not answer, by id. */
  readonly externalDown: Set<string>;
  /** Usage of a workload as a factor of its usual one, by workload key. */
  readonly load: Map<string, number>;
  /** Quota that admits no further pod, by namespace, with the API server's words. */
  readonly fullQuotas: Map<string, string>;
}

export function noCauses(): Causes {
  return {
    broken: new Map(),
    badVersions: new Map(),
    missingImages: new Map(),
    externalDown: new Set(),
    load: new Map(),
    fullQuotas: new Map(),
  };
}

export function versionKey(workload: string, version: string): string {
  return `${workload}@${version}`;
}

/** Of the pods whose program exits without a dependency, so many are in back-off at any moment. */
const IN_BACK_OFF_RATIO = 0.75;
/** Of the pods that only check a dependency, so many notice at once; the others hold what they need. */
const NOTICING_RATIO = 0.6;

/**
 * What a pod that should be running goes through, under these causes: the
 * nearest cause wins (node, image, own fault, then what it depends on).
 */
export function symptomOf(
  cluster: ClusterModel,
  causes: Causes,
  pod: PodRecord,
): Situation {
  const { workload, version } = pod.set;
  const key = workloadKey(workload.namespace.name, workload.name);
  if (pod.node && !pod.node.ready) {
    return NODE_LOST;
  }
  const refusal = causes.missingImages.get(mainImage(pod.set));
  if (refusal !== undefined && pod.situation.kind !== 'running') {
    return refusal === ''
      ? imageMissing(mainImage(pod.set))
      : {
          kind: 'imagePull',
          reason: 'ImagePullBackOff',
          message: refusal,
        };
  }
  const own =
    causes.badVersions.get(versionKey(key, version)) ?? causes.broken.get(key);
  if (own) {
    return own;
  }
  for (const dependency of workload.dependencies) {
    if (!isServing(cluster, causes, dependency)) {
      const symptom = withoutDependency(pod, dependency);
      if (symptom) {
        return symptom;
      }
    }
  }
  return RUNNING;
}

/** True while somebody answers at a dependency's address. */
export function isServing(
  cluster: ClusterModel,
  causes: Causes,
  { on, namespace }: ResolvedDependency,
): boolean {
  const target = cluster.workloads.get(workloadKey(namespace, on));
  if (!target) {
    return !causes.externalDown.has(on);
  }
  if (target.pods.size === 0) {
    // Scaled to nothing in a small company: somebody else's problem, not an outage.
    return target.replicas === 0;
  }
  for (const { situation } of target.pods.values()) {
    if (isReady(situation)) {
      return true;
    }
  }
  return false;
}

function withoutDependency(
  pod: PodRecord,
  { on, withoutIt, address, port }: ResolvedDependency,
): Situation | undefined {
  const share = hashRatio(pod.seed);
  switch (withoutIt) {
    case 'exits':
      return share < IN_BACK_OFF_RATIO
        ? {
            kind: 'crashLoop',
            exitCode: 1,
            lastReason: 'Error',
            lastLine: connectionRefused(pod, address, port),
          }
        : unready(on);
    case 'unready':
      return share < NOTICING_RATIO ? unready(on) : undefined;
    case 'degrades':
      return undefined;
    default:
      return withoutIt satisfies never;
  }
}

function unready(on: string): Situation {
  return {
    kind: 'notReady',
    message: `Readiness probe failed: HTTP probe failed with statuscode: 503 (${on}: connection refused)`,
  };
}

/** How programs of each language say that nobody listens. */
export function connectionRefused(
  pod: PodRecord,
  address: string,
  port: number,
): string {
  const { program } = pod.set.workload;
  const language = program.type === 'service' ? program.spec.language : 'go';
  switch (language) {
    case 'node':
      return `Error: connect ECONNREFUSED ${address}:${port}`;
    case 'java':
      return `Caused by: java.net.ConnectException: Connection refused: /${address}:${port}`;
    case 'python':
      return `ConnectionRefusedError: [Errno 111] Connect call failed ('${address}', ${port})`;
    default:
      return `dial tcp ${address}:${port}: connect: connection refused`;
  }
}
