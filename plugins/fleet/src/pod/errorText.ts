import { ResponseError } from '@backstage/errors';

/** What went wrong, in the backend's own words where it gave some. */
export function errorText(error: Error): string {
  return error instanceof ResponseError
    ? error.cause.message || error.message
    : error.message;
}

/** True where the backend refused because of rights. */
export function isForbidden(error: Error): boolean {
  return error instanceof ResponseError && error.statusCode === 403;
}
