/**
 * What kept a question from being answered.
 *
 * - `unreachable` no connection, or it broke before an answer.
 * - `timeout`     neither the deadline of the question nor Prometheus' own was kept.
 * - `refused`     401, 403, 429, a redirect: somebody has to change something.
 * - `failed`      Prometheus answered with an error: 422, 503, or another status.
 * - `malformed`   the answer is no instant vector of Prometheus.
 * - `too-large`   the answer is longer than anybody should read.
 */
export type PrometheusErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'refused'
  | 'failed'
  | 'malformed'
  | 'too-large';

/** Its message is one sentence for people, without secrets. */
export class PrometheusError extends Error {
  override readonly name = 'PrometheusError';

  constructor(readonly code: PrometheusErrorCode, message: string) {
    super(message);
  }
}

const MAX_TEXT = 300;

/**
 * A text of somebody else for a message of ours: one line, of a bounded length.
 *
 * @param secrets - what must not appear; proxies echo headers into error pages
 */
export function quote(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    clean = clean.replaceAll(secret, '[redacted]');
  }
  clean = clean
    .replace(/\bBearer\s+\S+/gi, 'Bearer [redacted]')
    .replace(/:\/\/[^\s/@]+@/g, '://[redacted]@')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}
