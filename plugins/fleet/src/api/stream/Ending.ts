import type { ByeFrame } from '@panorama/plugin-fleet-common';

export const LONGEST_RETRY_MS = 30_000;
/** A limit may ask for more than a failure does, but nobody waits for hours. */
const LONGEST_LIMIT_MS = 300_000;

/** Why one connection ended, and what to do about it. */
export type Ending =
  | { then: 'retry'; problem: string; afterMs?: number }
  | { then: 'too-many-streams'; problem: string; afterMs: number }
  | { then: 'reauth' }
  | { then: 'signed-out' | 'forbidden'; problem: string };

/** What the portal said when it ended a stream. */
export function endingOfBye(bye: ByeFrame): Ending {
  switch (bye.reason) {
    case 'reauth':
      return { then: 'reauth' };
    case 'revoked':
      return {
        then: 'forbidden',
        problem: 'You may not see the fleet any more.',
      };
    default:
      return {
        then: 'retry',
        problem: 'The portal is restarting.',
        afterMs: bye.retryMs,
      };
  }
}

/**
 * What an answer that is no stream means.
 *
 * @param now - ms since the epoch, for a `Retry-After` that names a moment
 */
export async function endingOfRefusal(
  response: Response,
  now: number,
): Promise<Ending> {
  const { status, statusText } = response;
  switch (status) {
    case 401:
      return {
        then: 'signed-out',
        problem: 'The portal does not accept the session (401).',
      };
    case 403:
      return { then: 'forbidden', problem: 'You may not see the fleet (403).' };
    default: {
      const isLimit = status === 429;
      const afterMs = Math.min(
        isLimit ? LONGEST_LIMIT_MS : LONGEST_RETRY_MS,
        retryAfterMs(response.headers.get('Retry-After'), now),
      );
      // Whatever stands before the portal may limit requests too, for other reasons.
      const error = isLimit ? await errorIn(response) : undefined;
      return error?.name === 'TooManyStreamsError'
        ? { then: 'too-many-streams', problem: error.message, afterMs }
        : {
            then: 'retry',
            problem: `The portal answered ${status} ${statusText}`.trim(),
            afterMs,
          };
    }
  }
}

/** Seconds, or a date (RFC 9110, 10.2.3); 0 for anything else. */
function retryAfterMs(header: string | null, now: number): number {
  const seconds = Number(header ?? 0);
  const ms = Number.isNaN(seconds)
    ? Date.parse(header ?? '') - now
    : seconds * 1_000;
  return Math.max(0, ms) || 0;
}

/** The error as Backstage's middleware words it. */
async function errorIn(
  response: Response,
): Promise<{ name: string; message: string } | undefined> {
  try {
    const { error } = await response.json();
    return { name: String(error.name), message: String(error.message) };
  } catch {
    return undefined;
  }
}
