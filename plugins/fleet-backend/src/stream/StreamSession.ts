import type { ByeFrame } from '@panorama/plugin-fleet-common';
import type { ClassHub } from './ClassHub';
import type { Clock } from './Clock';
import type { StreamAccess } from './streamAccess';
import { Viewer, type ViewerSocket } from './Viewer';

/** Rights are asked for again this often: under the minute that is promised, with room for the answer. */
export const RECHECK_MS = 45_000;

/** Rights that could not be confirmed for this long end the stream. */
export const UNCONFIRMED_MS = 60_000;

/** The stream ends this long before the token does: permission calls with it still work until then. */
export const REAUTH_AHEAD_MS = 30_000;

/**
 * Keeps one stream true to the rights of its user. He moves to another access
 * class when they change, and has to go when they end, when his token does, or
 * when nobody can say any more what they are.
 */
export class StreamSession {
  readonly #viewer: Viewer;
  readonly #stops: Array<() => void> = [];
  #access: StreamAccess;
  #leave: () => void;
  #stopListening: () => void;
  #confirmedAt: number;
  /** Grows with each question for the rights: late answers lose. */
  #question = 0;
  #isClosed = false;

  constructor(
    private readonly options: {
      socket: ViewerSocket;
      hub: ClassHub;
      clock: Clock;
      logger: { warn(message: string): void };
      access: StreamAccess;
      /** ms since the epoch; absent for a token without end. */
      expiresAt?: number;
      accessAgain: () => Promise<StreamAccess>;
      /** Nothing will be sent any more, whoever ended it. */
      onEnd?: () => void;
      onBytes?: (bytes: number) => void;
    },
  ) {
    const { socket, hub, clock, access, expiresAt } = options;
    this.#viewer = new Viewer({
      socket,
      clock,
      onWaiting: viewer => hub.wait(this.#access, viewer),
      onBytes: options.onBytes,
    });
    this.#access = access;
    this.#confirmedAt = clock.now();
    this.#leave = hub.join(access, this.#viewer);
    this.#stopListening = access.onChange(() => this.#recheck());
    this.#stops.push(clock.every(RECHECK_MS, () => this.#recheck()));
    if (expiresAt !== undefined) {
      const leftMs = expiresAt - clock.now();
      // A token that ends soon is used for half of what it has, so that a
      // browser without a better one does not come back at once, for ever.
      const openMs = Math.max(leftMs - REAUTH_AHEAD_MS, leftMs / 2, 0);
      this.#stops.push(clock.after(openMs, () => this.#end('reauth')));
    }
  }

  /** The connection is gone. */
  close(): void {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#stops.forEach(stop => stop());
      this.#stopListening();
      this.#leave();
      this.#viewer.close();
      this.options.onEnd?.();
    }
  }

  async #recheck(): Promise<void> {
    this.#question += 1;
    const question = this.#question;
    const askedAt = this.options.clock.now();
    try {
      const access = await this.options.accessAgain();
      if (question === this.#question && !this.#isClosed) {
        this.#confirmedAt = askedAt;
        this.#move(access);
      }
    } catch (error) {
      if (question === this.#question && !this.#isClosed) {
        this.#refused(error);
      }
    }
  }

  #move(access: StreamAccess): void {
    const before = this.#access;
    if (access === before) {
      return;
    }
    this.#stopListening();
    this.#access = access;
    this.#stopListening = access.onChange(() => this.#recheck());
    if (access.classId !== before.classId) {
      this.#leave();
      this.#viewer.startAnew();
      this.#leave = this.options.hub.join(access, this.#viewer);
    }
  }

  #refused(error: unknown): void {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotAllowedError') {
      this.#end('revoked');
    } else if (name === 'AuthenticationError') {
      this.#end('reauth');
    } else {
      this.options.logger.warn(
        `The rights behind an open fleet stream could not be confirmed: ${error}`,
      );
      if (this.options.clock.now() - this.#confirmedAt >= UNCONFIRMED_MS) {
        this.#end('shutdown');
      }
    }
  }

  #end(reason: ByeFrame['reason']): void {
    this.#viewer.bye({ reason, retryMs: reason === 'shutdown' ? 5_000 : 0 });
    this.close();
  }
}
