import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';

/** Bits of {@link PodChanges.what}: which columns of a row may have changed since the last tick. */
export const POD_CHANGE = {
  /** The slot holds another pod than before: everything is new. */
  added: 1,
  /** The slot is a hole now. It is not given to another pod within the same tick. */
  removed: 2,
  /** `state`, `reason`, `readyContainers`. */
  state: 4,
  /** `restarts`, `restartsLastHour`. */
  restarts: 8,
  /** `cpuUsage`, `memoryUsage`. */
  usage: 16,
  /** `node`, `workload`, `owner`, `shape`, `image`, `labelSet`. */
  placement: 32,
} as const;

/** What happened since the last tick. Arrays belong to the caller and are reused. */
export interface PodChanges {
  /** Each changed slot once, in no order. */
  slots: Uint32Array;
  /** `what[i]` tells of `slots[i]`. */
  what: Uint8Array;
  /** Rows whose texts changed under an unchanged id (tenant, zone, owner, …). */
  renamed: { namespaces: number[]; nodes: number[]; workloads: number[] };
  /** Ids that no pod uses any more; they may come back as something else in a later tick. */
  released: {
    nodes: number[];
    workloads: number[];
    images: number[];
    shapes: number[];
    reasons: number[];
  };
  clusters: ClusterStatus[];
  /** True when `clusters` differs from the last tick. */
  clustersChanged: boolean;
}

/**
 * Turns changes of the pod table into frames for the viewers that share one set
 * of rights. Lives on the inventory thread; pure: no clock, no socket.
 */
export interface ClassEncoder {
  /** Frames for everybody who is up to date; none when nothing visible changed. */
  tick(changes: PodChanges, nowMs: number): Uint8Array[];
  /** Frames for somebody who knows nothing; leaves those who are up to date alone. */
  keyframe(nowMs: number): Uint8Array[];
  /** Rights changed: frames that add and remove rows for everybody who was up to date. */
  setMask(mask: Uint8Array, nowMs: number): Uint8Array[];
}

/** `stream/ClassEncoder.ts` exports one. */
export type CreateClassEncoder = (options: {
  reader: PodColumnsReader;
  mask: Uint8Array;
  clusters: ClusterStatus[];
  /**
   * Number of the first numbering, other than those of every encoder before that
   * viewers may still remember: their pictures must not take our changes for theirs.
   */
  firstEpoch: number;
}) => ClassEncoder;
