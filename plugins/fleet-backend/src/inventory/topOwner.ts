import type { PodFacts } from '../decode/podFacts';

/** A workload of the portal: what a person would scale, roll back or delete. */
export interface WorkloadName {
  kind: string;
  name: string;
}

/** CronJobs name their Jobs by the scheduled minute since the epoch. */
const CRON_JOB_NAME = /^(.+)-\d{8,9}$/;

/**
 * The workload of a controller as far as names tell: a Deployment names its
 * ReplicaSets `<name>-<pod-template-hash>`, a CronJob its Jobs
 * `<name>-<minute>`. Right nearly always, and at hand before the owner's own
 * watch has said anything; {@link OwnerExceptions} has the rest.
 */
export function guessTopOwner(
  owner: WorkloadName,
  labels: Record<string, string>,
): WorkloadName {
  if (owner.kind === 'ReplicaSet') {
    const hash = labels['pod-template-hash'];
    if (hash && owner.name.endsWith(`-${hash}`)) {
      return {
        kind: 'Deployment',
        name: owner.name.slice(0, -hash.length - 1),
      };
    }
  }
  if (owner.kind === 'Job') {
    const cronJob = CRON_JOB_NAME.exec(owner.name)?.[1];
    if (cronJob) {
      return { kind: 'CronJob', name: cronJob };
    }
  }
  return owner;
}

/** The workload of a pod that nothing controls, or that a kubelet runs from a file. */
export function ownWorkload(
  pod: Pick<PodFacts, 'name' | 'node' | 'owner'>,
): WorkloadName {
  // The kubelet's mirror of a static pod is named `<pod>-<node>` and owned by the Node.
  if (pod.owner?.kind === 'Node') {
    const suffix = `-${pod.node ?? pod.owner.name}`;
    return {
      kind: 'StaticPod',
      name: pod.name.endsWith(suffix)
        ? pod.name.slice(0, -suffix.length)
        : pod.name,
    };
  }
  return { kind: 'Pod', name: pod.name };
}

/**
 * Controllers whose owner is another than their name tells (an Argo Rollout's
 * ReplicaSet, an orphaned one, a Job somebody named like a CronJob's). Only
 * these take room: with 20,000 ReplicaSets it is usually empty.
 */
export class OwnerExceptions {
  readonly #tops = new Map<string, WorkloadName>();

  get(key: string): WorkloadName | undefined {
    return this.#tops.get(key);
  }

  set(key: string, guess: WorkloadName, actual: WorkloadName): void {
    if (guess.kind === actual.kind && guess.name === actual.name) {
      this.#tops.delete(key);
    } else {
      this.#tops.set(key, actual);
    }
  }

  delete(key: string): void {
    this.#tops.delete(key);
  }

  deleteWhere(matches: (key: string) => boolean): void {
    for (const key of this.#tops.keys()) {
      if (matches(key)) {
        this.#tops.delete(key);
      }
    }
  }
}
