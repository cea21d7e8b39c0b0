import type { RequestHandler } from 'express';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  encodeFrame,
  encodeMessage,
  FRAMES_MEDIA_TYPE,
  FRAMES_PROTOCOL,
} from '@panorama/plugin-fleet-common';
import type { ClassHub } from './ClassHub';
import { systemClock, type Clock } from './Clock';
import { StreamQuota, TooManyStreamsError } from './StreamQuota';
import { StreamSession } from './StreamSession';
import type { StreamAccess } from './streamAccess';
import { HEARTBEAT_MS } from './Viewer';

/** A place becomes free when a person closes a page, or when a dead connection is noticed. */
const RETRY_AFTER_SECONDS = 30;

type Request = Parameters<RequestHandler>[0];

export interface StreamRouteOptions {
  hub: ClassHub;
  /** Whose request it is; rejects with AuthenticationError (401). */
  credentials: (request: Request) => Promise<BackstageCredentials>;
  /** Rejects with NotAllowedError (403) when the user may not see the fleet at all. */
  accessFor: (credentials: BackstageCredentials) => Promise<StreamAccess>;
  /** The same text for the same person, for the limit. */
  keyOf: (credentials: BackstageCredentials) => string;
  maxPerUser: number;
  /** Bytes of frames that were handed to a connection. */
  onBytes?: (bytes: number) => void;
  lifecycle: { addShutdownHook(hook: () => void): void };
  logger: { debug(message: string): void; warn(message: string): void };
  clock?: Clock;
}

/**
 * `GET /stream`: frames until somebody ends it.
 *
 * The router's `compression()` would hold the bytes back: it leaves alone what
 * is `no-transform` or of a type that it does not know, and this is both.
 * `X-Accel-Buffering` says the same to nginx.
 */
export function createStreamRoute(options: StreamRouteOptions): RequestHandler {
  const { hub, credentials, accessFor, keyOf, lifecycle, logger } = options;
  const quota = new StreamQuota(options.maxPerUser);
  const clock = options.clock ?? systemClock;
  // The HTTP server waits for open requests when it stops.
  lifecycle.addShutdownHook(() => hub.shutdown());

  return async (request, response, next) => {
    let session: StreamSession | undefined;
    let giveBack = () => {};
    response.on('close', () => {
      session?.close();
      giveBack();
    });
    try {
      const identity = await credentials(request);
      const access = await accessFor(identity);
      if (response.destroyed) {
        return;
      }
      giveBack = quota.take(keyOf(identity));
      response.status(200);
      response.set({
        'Content-Type': FRAMES_MEDIA_TYPE,
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      });
      response.flushHeaders();
      response.socket?.setNoDelay(true);
      response.socket?.setTimeout(0);
      const hello = {
        protocol: FRAMES_PROTOCOL,
        serverTime: clock.now(),
        heartbeatMs: HEARTBEAT_MS,
        accessClass: access.classId,
      };
      response.write(encodeFrame('hello', encodeMessage('hello', hello)));
      session = new StreamSession({
        socket: response,
        hub,
        clock,
        logger,
        access,
        expiresAt: identity.expiresAt?.getTime(),
        accessAgain: () => accessFor(identity),
        // Before the connection is gone: the client comes back at once.
        onEnd: giveBack,
        onBytes: options.onBytes,
      });
    } catch (error) {
      giveBack();
      if (error instanceof TooManyStreamsError) {
        response.setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
      }
      next(error);
    }
  };
}
