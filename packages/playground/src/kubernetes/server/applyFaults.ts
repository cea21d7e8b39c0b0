import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultEffect } from '../faults';
import { openAnswer, type Call } from './Call';
import { StatusError } from './status';

const LOGIN_PAGE =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Please sign in to continue</h1></body></html>\n';

const REASONS: Record<number, string> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Expired',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/**
 * The faults that happen before a handler sees the call; those of the stream are the writer's.
 * @returns true when the call has been answered
 */
export async function applyFaults(
  call: Call,
  effects: readonly FaultEffect[],
): Promise<boolean> {
  for (const effect of effects) {
    if (effect.type === 'delay') {
      await sleep(effect.delayMs);
    } else if (effect.type === 'status') {
      const { code, retryAfterSeconds } = effect;
      if (retryAfterSeconds !== undefined) {
        call.response.setHeader('retry-after', String(retryAfterSeconds));
      }
      throw new StatusError(
        code,
        effect.reason ?? REASONS[code] ?? 'Unknown',
        effect.message ?? 'a fault was asked for',
        retryAfterSeconds === undefined ? undefined : { retryAfterSeconds },
      );
    } else if (effect.type === 'html') {
      const writer = openAnswer(call, {
        code: effect.code ?? 200,
        contentType: 'text/html; charset=utf-8',
      });
      await writer.write(effect.body ?? LOGIN_PAGE);
      await writer.end();
      return true;
    }
  }
  return false;
}
