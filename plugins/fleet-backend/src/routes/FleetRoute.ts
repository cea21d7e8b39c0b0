import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { FleetMe } from '@panorama/plugin-fleet-common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { FleetRows } from '../service/FleetRows';

/** Who asks, and what he may see. */
export interface Viewer {
  fleet: FleetRows;
  /** The same text for the same person, for limits; never sent anywhere. */
  key: string;
  access: {
    has(cluster: string, namespace: string, verb: 'read' | 'logs'): boolean;
    onChange(listener: () => void): () => void;
  };
}

/** What a route may use. There is no way from here to rows that are not masked. */
export interface RouteContext {
  /** @throws NotAllowedError without `fleet.view`. */
  viewer(request: Request): Promise<Viewer>;
  me(request: Request): Promise<FleetMe>;
  auditor: AuditorService;
  logger: LoggerService;
  now(): number;
}

/**
 * One GET. `path` is also its name in openapi.yaml and in the byte tests; both
 * are compared with the list in `index.ts`.
 */
export interface FleetRoute {
  path: string;
  handle(
    request: Request,
    response: Response,
    context: RouteContext,
  ): Promise<void>;
}

/**
 * Reads query parameters; a repeated one is an error, because proxies and
 * frameworks disagree about which of them counts.
 * @throws InputError with the parameter and what would be right.
 */
export function readQuery<S extends z.ZodType>(
  schema: S,
  request: Request,
): z.output<S> {
  const result = schema.safeParse(request.query);
  if (!result.success) {
    throw new InputError(
      result.error.issues
        .map(issue =>
          issue.code === 'unrecognized_keys'
            ? `unknown parameter ${issue.keys.join(', ')}`
            : `parameter ${issue.path.join('.')}: ${issue.message}`,
        )
        .join('; '),
    );
  }
  return result.data;
}

/** Ends when the answer can no longer be read or `also` ends. */
export function whileOpen(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

/** Answers are personal: a shared cache must not keep them. */
export function sendJson(response: Response, body: object): void {
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Vary', 'Authorization');
  response.json(body);
}

/** `true` and `false` as query text. */
export const flag = z
  .enum(['true', 'false'])
  .transform(text => text === 'true');

/** A whole number as query text. */
export function wholeNumber(least: number, most: number) {
  return z.coerce
    .number(`must be a number from ${least} to ${most}`)
    .int(`must be a whole number`)
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);
}
