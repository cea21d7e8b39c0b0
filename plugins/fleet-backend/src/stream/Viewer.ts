import {
  encodeFrame,
  encodeMessage,
  type ByeFrame,
} from '@panorama/plugin-fleet-common';
import type { Clock } from './Clock';

/** How often a viewer hears something, even when nothing happens. */
export const HEARTBEAT_MS = 15_000;

/**
 * Changes that may wait for a viewer whose connection is full. At 1,000 changes
 * a second this is about a minute; a picture is sent instead of more.
 */
export const MAX_BACKLOG_BYTES = 256 * 1024;

/** A connection that takes no byte for this long has nobody at its other end. */
export const STALLED_MS = 60_000;

/** For the last bytes of a stream to arrive. */
const GRACE_MS = 5_000;

/** The part of a server's response that a viewer needs. */
export interface ViewerSocket {
  /** False when the viewer should be given time until `drain`. */
  write(bytes: Uint8Array): boolean;
  end(): void;
  destroy(): void;
  readonly writableLength: number;
  on(event: 'drain', listener: () => void): unknown;
}

/**
 * - `waiting`  knows nothing valid; the next thing it needs is a picture.
 * - `live`     knows everything; gets every change.
 * - `behind`   its connection is full and changes were left out; when the
 *              connection has drained, it waits for a picture.
 * - `ended`    nothing may be written any more.
 */
export type ViewerState = 'waiting' | 'live' | 'behind' | 'ended';

/**
 * One open stream. Never keeps more than a picture and {@link MAX_BACKLOG_BYTES}
 * of changes, and never leaves out a change without a picture after it.
 */
export class Viewer {
  #state: ViewerState = 'waiting';
  #isFull = false;
  #backlogBytes = 0;
  #lengthSeen = 0;
  #movedAt: number;
  readonly #stopHeartbeat: () => void;

  constructor(
    private readonly options: {
      socket: ViewerSocket;
      clock: Clock;
      /** The viewer needs a picture: answer with `show`, some time. */
      onWaiting: (viewer: Viewer) => void;
      onBytes?: (bytes: number) => void;
    },
  ) {
    const { socket, clock } = options;
    this.#movedAt = clock.now();
    socket.on('drain', () => this.#drained());
    this.#stopHeartbeat = clock.every(HEARTBEAT_MS, () => this.#beat());
  }

  get state(): ViewerState {
    return this.#state;
  }

  /** A whole picture, for who waits for one; others have something newer. */
  show(picture: Uint8Array): void {
    if (this.#state === 'waiting') {
      this.#state = 'live';
      this.#write(picture);
      // The picture itself is no backlog: it was asked for.
      this.#backlogBytes = 0;
    }
  }

  /** The next changes, for who is live. */
  change(frames: Uint8Array): void {
    if (this.#state !== 'live') {
      return;
    }
    if (
      this.#isFull &&
      this.#backlogBytes + frames.length > MAX_BACKLOG_BYTES
    ) {
      this.#state = 'behind';
      return;
    }
    this.#write(frames);
  }

  /** Something that stands alone, in whatever state; left out when the connection is full. */
  tell(message: Uint8Array): void {
    if (this.#state !== 'ended' && !this.#isFull) {
      this.#write(message);
    }
  }

  /** What it knew is of another access class: nothing but a picture makes sense to it now. */
  startAnew(): void {
    if (this.#state === 'live') {
      this.#state = this.#isFull ? 'behind' : 'waiting';
    }
  }

  /** Says why, and ends the stream. */
  bye(bye: ByeFrame): void {
    if (this.#state !== 'ended') {
      this.#write(encodeFrame('bye', encodeMessage('bye', bye)));
      this.close();
      const { socket, clock } = this.options;
      socket.end();
      // Who does not take the last bytes must not keep the server from stopping.
      clock.after(GRACE_MS, () => socket.destroy());
    }
  }

  /** The connection is gone, or about to. */
  close(): void {
    this.#state = 'ended';
    this.#stopHeartbeat();
  }

  #write(bytes: Uint8Array): void {
    this.options.onBytes?.(bytes.length);
    if (!this.options.socket.write(bytes)) {
      this.#isFull = true;
      this.#backlogBytes += bytes.length;
    }
  }

  #drained(): void {
    this.#isFull = false;
    this.#backlogBytes = 0;
    this.#movedAt = this.options.clock.now();
    if (this.#state === 'behind') {
      this.#state = 'waiting';
      this.options.onWaiting(this);
    }
  }

  #beat(): void {
    const { clock, socket } = this.options;
    const serverTime = clock.now();
    if (!this.#isFull || socket.writableLength !== this.#lengthSeen) {
      this.#movedAt = serverTime;
    }
    this.#lengthSeen = socket.writableLength;
    if (serverTime - this.#movedAt >= STALLED_MS) {
      this.close();
      socket.destroy();
      return;
    }
    this.tell(
      encodeFrame('heartbeat', encodeMessage('heartbeat', { serverTime })),
    );
  }
}
