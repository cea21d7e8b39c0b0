/**
 * What was changed.
 *
 * - `rollout`               the pod template of a workload; images in the texts.
 * - `scaled`                the wanted replicas, by a person or a pipeline, not by an autoscaler.
 * - `configuration`         a ConfigMap that a workload reads.
 * - `network-policy`        a NetworkPolicy was added, removed or written anew.
 * - `service`               selector, ports or target of a Service.
 * - `autoscaler-limits`     the bounds of an autoscaler.
 * - `autoscaler-at-maximum` nobody's doing: the autoscaler has arrived at its bound.
 * - `certificate`           renewed, or expired.
 * - `added`, `removed`      a workload or Service came or went.
 *
 * @public
 */
export type ChangeKind =
  | 'rollout'
  | 'scaled'
  | 'configuration'
  | 'network-policy'
  | 'service'
  | 'autoscaler-limits'
  | 'autoscaler-at-maximum'
  | 'certificate'
  | 'added'
  | 'removed';

/** Something that was changed in a cluster. @public */
export interface Change {
  /** The same change has the same id whoever sees it. */
  id: string;
  kind: ChangeKind;
  cluster: string;
  namespace: string;
  object: { kind: string; name: string };
  /** Workloads that it touches, of the same namespace; with a policy, those that it selects. */
  workloads: Array<{ kind: string; name: string }>;
  /** ms since the epoch: it happened after this … */
  after: number;
  /** … and not later than this. */
  at: number;
  /** Replicas, bounds, times (ms). */
  numbers: { readonly [name: string]: number };
  /** Names and images; never a value of a configuration. */
  texts: { readonly [name: string]: string };
}

/** `GET /v1/changes?since=`: what was changed where the viewer may read. @public */
export interface ChangeList {
  /** ms since the epoch: of what came before, nothing is known here. */
  keptSince: number;
  /** The newest first. */
  changes: Change[];
}
