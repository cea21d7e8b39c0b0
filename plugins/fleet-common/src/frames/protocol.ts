import type { ClusterStatus } from '../api/clusters';

/**
 * The stream `GET /api/fleet/v1/stream` (media type {@link FRAMES_MEDIA_TYPE})
 * is a sequence of frames:
 *
 * ```
 * u32 length of what follows · u8 type · u8 flags · body · u32 checksum
 * ```
 *
 * little-endian. The checksum is the CRC-32 of type, flags and body. The body is
 * the payload; with {@link FRAME_DEFLATED} it is `u32` length of the payload and
 * the payload as `deflate-raw`.
 *
 * Order in a stream: `hello`, then a *picture*, then `dictionary`, `keyframe`,
 * `delta`, `clusters`, `heartbeat` in any order, and at the end `bye`. A picture
 * is a `dictionary` that resets the table and says how many keyframes follow,
 * and these keyframes. Later a single keyframe introduces a cluster that was not
 * there before, and a viewer that was too slow, or whose rights shrank, gets a
 * new picture. A dictionary frame always precedes the rows that use its ids.
 * Deltas of a cluster have consecutive sequence numbers; a gap is an error.
 */
export const FRAMES_MEDIA_TYPE = 'application/vnd.panorama.frames';

/** Raised when a browser of an older build could misread a frame. @public */
export const FRAMES_PROTOCOL = 1;

/** @public */
export const FRAME_DEFLATED = 1;

/** A frame longer than this is a protocol error, not a reason to allocate. @public */
export const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/** @public */
export const FRAME_TYPES = {
  hello: 1,
  dictionary: 2,
  keyframe: 3,
  delta: 4,
  clusters: 5,
  heartbeat: 6,
  bye: 7,
} as const;

/** @public */
export type FrameType = keyof typeof FRAME_TYPES;

/** JSON. First frame of every stream. @public */
export interface HelloFrame {
  protocol: number;
  /** Server's clock in ms since the epoch: ages are counted from it, not from the browser's clock. */
  serverTime: number;
  heartbeatMs: number;
  /** Changes when the viewer's rights change; opaque. */
  accessClass: string;
}

/** JSON. State of every cluster of which the viewer may see something. @public */
export interface ClustersFrame {
  serverTime: number;
  clusters: ClusterStatus[];
}

/**
 * JSON. The last frame.
 *
 * - `reauth`    the token behind the stream ends soon: connect again with a fresh one.
 * - `shutdown`  the server stops: connect again after `retryMs`.
 * - `revoked`   the user lost the right to see the fleet.
 */
export interface ByeFrame {
  reason: 'reauth' | 'shutdown' | 'revoked';
  retryMs: number;
}

/** Which rows a delta or keyframe brings its viewer up to. @public */
export interface StreamCursor {
  /** Index in `PodTable.clusters`. */
  cluster: number;
  /** Changes whenever numbering starts anew (restart, change of rights). */
  epoch: number;
  sequence: number;
}

/** What one decoded frame did to the table, for whoever draws it. @public */
export type FrameEffect =
  | { type: 'hello'; hello: HelloFrame }
  /** `reset`: the table is empty now, and a new picture begins. */
  | { type: 'dictionary'; reset: boolean }
  /** All pods of the cluster may have changed. */
  | { type: 'keyframe'; cursor: StreamCursor }
  | {
      type: 'delta';
      cursor: StreamCursor;
      /** Slots that were written, new pods included. */
      changed: Uint32Array;
      /** The part of `changed` that holds another pod than before. */
      added: Uint32Array;
      removed: Uint32Array;
      /** Columns that changed in some known pod (bits of `POD_COLUMN_BIT`): none of `node`, `workload`, … means that nothing moved. */
      columns: number;
    }
  | { type: 'clusters'; clusters: ClustersFrame }
  | { type: 'heartbeat'; serverTime: number }
  | { type: 'bye'; bye: ByeFrame };
