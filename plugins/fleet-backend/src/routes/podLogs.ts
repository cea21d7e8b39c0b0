import { pipeline } from 'node:stream/promises';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { flag, FleetRoute, readQuery, wholeNumber } from './FleetRoute';
import { POD_PATH, podRefOf } from './pod';

/** One answer that is not followed; the page shows the end of it. */
const LIMIT_BYTES = 16 * 1024 * 1024;
/** A followed log ends after this time; the page asks again from there. */
const MAX_FOLLOW_MS = 30 * 60_000;
/** Open logs per person and in all: each holds a connection to a kubelet. */
const MAX_PER_PERSON = 6;
const MAX_IN_ALL = 200;

const query = z.strictObject({
  container: z.string().min(1).max(253).optional(),
  follow: flag.default(false),
  previous: flag.default(false),
  tailLines: wholeNumber(0, 10_000).default(500),
  sinceSeconds: wholeNumber(1, 30 * 24 * 3600).optional(),
});

/** Counts what is open. */
class OpenLogs {
  readonly #people = new Map<string, number>();
  #all = 0;

  /** @throws ServiceUnavailableError when there is no room. */
  open(person: string): () => void {
    const own = this.#people.get(person) ?? 0;
    if (own >= MAX_PER_PERSON) {
      throw new ServiceUnavailableError(
        `You have ${own} logs open, which is the most at one time: close one of them`,
      );
    }
    if (this.#all >= MAX_IN_ALL) {
      throw new ServiceUnavailableError(
        `The portal has ${
          this.#all
        } logs open, which is the most at one time: try again in a minute`,
      );
    }
    this.#people.set(person, own + 1);
    this.#all += 1;
    let isOpen = true;
    return () => {
      if (isOpen) {
        isOpen = false;
        this.#all -= 1;
        const left = (this.#people.get(person) ?? 1) - 1;
        if (left > 0) {
          this.#people.set(person, left);
        } else {
          this.#people.delete(person);
        }
      }
    };
  }
}

/** Reading logs is audited: they may hold what a list never shows. */
export function createPodLogsRoute(
  limits = { followMs: MAX_FOLLOW_MS },
): FleetRoute {
  const openLogs = new OpenLogs();
  return {
    path: `${POD_PATH}/logs`,
    async handle(request, response, context) {
      const { follow, ...options } = readQuery(query, request);
      const ref = podRefOf(request);
      const event = await context.auditor.createEvent({
        eventId: 'pod-logs-read',
        severityLevel: 'low',
        request,
        meta: { ...ref, container: options.container ?? null, follow },
      });
      const controller = new AbortController();
      const end = () => controller.abort();
      const ends: Array<() => void> = [];
      response.once('close', end);
      try {
        const { fleet, key, access } = await context.viewer(request);
        ends.push(openLogs.open(key));
        const timer = setTimeout(end, limits.followMs);
        ends.push(() => clearTimeout(timer));
        // A right that was taken away ends what it had opened.
        ends.push(access.onChange(end));
        const body = await fleet.podLogs(
          ref,
          { ...options, follow, limitBytes: follow ? undefined : LIMIT_BYTES },
          controller.signal,
        );
        await event.success();
        response.status(200);
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        // no-transform keeps compression() from holding lines back (decisions §3.2).
        response.setHeader('Cache-Control', 'no-store, no-transform');
        response.setHeader('X-Accel-Buffering', 'no');
        response.setHeader('X-Content-Type-Options', 'nosniff');
        response.flushHeaders();
        await pipeline(body, response, { signal: controller.signal });
      } catch (error) {
        if (!response.headersSent) {
          await event.fail({
            error: error instanceof Error ? error : new Error('unknown'),
          });
          throw error;
        }
        // The answer is under way: its end is all that can be said.
        if (!(error instanceof NotAllowedError) && !controller.signal.aborted) {
          context.logger.debug('A log ended early', { ...ref });
        }
        response.destroy();
      } finally {
        ends.forEach(done => done());
      }
    },
  };
}
