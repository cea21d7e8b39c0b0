import { quote } from './PrometheusError';

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'there is no route to the host',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_CONNECT_TIMEOUT: 'the connection was not accepted in time',
};

/** The first `code` in the chain of causes: undici wraps the socket's error. */
function codeOf(error: unknown): string | undefined {
  let current = error as { code?: unknown; cause?: unknown } | null | undefined;
  for (let depth = 0; depth < 5 && current; depth += 1) {
    if (typeof current.code === 'string') {
      return current.code;
    }
    current = current.cause as typeof current;
  }
  return undefined;
}

/** Why there was no answer, in a few words for the end of a sentence. */
export function connectionFailure(
  error: unknown,
  secrets: readonly string[],
): string {
  const code = codeOf(error);
  if (code) {
    return `${REASONS[code] ?? 'the connection failed'} (${code})`;
  }
  return quote(error instanceof Error ? error.message : String(error), secrets);
}

/** Broke before an answer: asking again may help. */
export function isBrokenConnection(error: Error): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(
    codeOf(error) ?? '',
  );
}
