import type { StoredObject } from '../kubernetes/KubeObject';
import type { ClusterNode } from './nodes';
import type { Situation } from './situation';
import type { NamedPod, PodFacts } from './PodFacts';
import type { PodSet } from './workload';
import { podAddress } from './addresses';
import { nameSuffix, uuidOf, hash32 } from './prng';
import { renderPod } from './render/pod';

/**
 * One pod in about 150 bytes; the Kubernetes object is rendered when somebody
 * reads it. Never changed: {@link PodRecord.with} makes the next one.
 */
export class PodRecord implements StoredObject, NamedPod {
  readonly set: PodSet;
  readonly seed: number;
  readonly ordinal: number;
  readonly node: ClusterNode | undefined;
  readonly addressNumber: number;
  readonly situation: Situation;
  readonly since: number;
  readonly createdAt: number;
  readonly startedAt: number;
  readonly restarts: number;

  constructor(facts: PodFacts) {
    this.set = facts.set;
    this.seed = facts.seed;
    this.ordinal = facts.ordinal;
    this.node = facts.node;
    this.addressNumber = facts.addressNumber;
    this.situation = facts.situation;
    this.since = facts.since;
    this.createdAt = facts.createdAt;
    this.startedAt = facts.startedAt;
    this.restarts = facts.restarts;
  }

  get namespace(): string {
    return this.set.workload.namespace.name;
  }

  get name(): string {
    return podName(this.set, this.seed, this.ordinal);
  }

  get uid(): string {
    return uuidOf(this.seed, hash32(this.set.uid) ^ this.createdAt);
  }

  get labels(): Readonly<Record<string, string>> {
    const { podLabels, ownerKind } = this.set;
    return ownerKind === 'StatefulSet'
      ? {
          ...podLabels,
          'apps.kubernetes.io/pod-index': String(this.ordinal),
          'statefulset.kubernetes.io/pod-name': this.name,
        }
      : podLabels;
  }

  get fields(): Readonly<Record<string, string>> {
    return { 'spec.nodeName': this.node?.name ?? '' };
  }

  get address(): string {
    return podAddress(this.set.workload.cluster.podNetwork, this.addressNumber);
  }

  with(changes: Partial<PodFacts>): PodRecord {
    return new PodRecord({
      set: this.set,
      seed: this.seed,
      ordinal: this.ordinal,
      node: this.node,
      addressNumber: this.addressNumber,
      situation: this.situation,
      since: this.since,
      createdAt: this.createdAt,
      startedAt: this.startedAt,
      restarts: this.restarts,
      ...changes,
    });
  }

  render(): object {
    return renderPod(this);
  }
}

/** The name that the pod's controller gives it. */
export function podName(set: PodSet, seed: number, ordinal: number): string {
  return set.ownerKind === 'StatefulSet'
    ? `${set.name}-${ordinal}`
    : `${set.name}-${nameSuffix(seed, 5)}`;
}
