import { badRequest } from '../server/status';

/** Where the next page starts. A resourceVersion of -1 continues in the present: an inconsistent list. */
export type ContinuePoint = { resourceVersion: number; start: string };

/** Opaque to clients; the shape is kube-apiserver's (apiserver pkg/storage/continue.go). */
export function encodeContinue({
  resourceVersion,
  start,
}: ContinuePoint): string {
  return Buffer.from(
    JSON.stringify({ v: 'meta.k8s.io/v1', rv: resourceVersion, start }),
  ).toString('base64url');
}

/** @throws StatusError 400 for a token that no server made */
export function decodeContinue(token: string): ContinuePoint {
  try {
    const { v, rv, start } = JSON.parse(
      Buffer.from(token, 'base64url').toString('utf8'),
    ) as Record<string, unknown>;
    if (
      v === 'meta.k8s.io/v1' &&
      typeof rv === 'number' &&
      rv !== 0 &&
      typeof start === 'string'
    ) {
      return { resourceVersion: rv, start };
    }
  } catch {
    // Falls through to the same answer.
  }
  throw badRequest('continue key is not valid');
}
