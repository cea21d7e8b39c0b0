import type { ClusterNode } from './nodes';
import type { Situation } from './situation';
import type { PodSet } from './workload';

/** What a pod is made of. Times in seconds: they stay small integers in memory. */
export interface PodFacts {
  set: PodSet;
  /** Decides uid, generated name and every "some of them" question about this pod. */
  seed: number;
  /** Position in a StatefulSet; -1 elsewhere. */
  ordinal: number;
  node: ClusterNode | undefined;
  /** Number of its address in the cluster's pod network. */
  addressNumber: number;
  situation: Situation;
  /** When the situation began, in seconds since the epoch. */
  since: number;
  /** In seconds since the epoch. */
  createdAt: number;
  /** When its main container last started, in seconds since the epoch. */
  startedAt: number;
  restarts: number;
}

/** A pod as the renderers see it: its facts, and the names that follow from them. */
export interface NamedPod extends PodFacts {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly address: string;
}
