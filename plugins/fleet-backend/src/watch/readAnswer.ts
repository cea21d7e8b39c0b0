import type { KubernetesStatus, WatchFailure } from './errors';
import { failureOfStatus } from './errors';
import type { TransportAnswer } from './transport';

/** Error bodies are short; an endless one is cut here. */
const MAX_ERROR_BYTES = 64 * 1024;

/** A failure as an exception, for the way from a request to the state machine. */
export class WatchFailureError extends Error {
  readonly name = 'WatchFailureError';
  constructor(readonly failure: WatchFailure) {
    super(failure.message);
  }
}

/**
 * Lets an answer pass that is the JSON of an API server.
 *
 * @throws WatchFailureError for every other one, with what the server said
 */
export async function expectJson(
  answer: TransportAnswer,
  host: string,
): Promise<TransportAnswer> {
  const isJson = answer.contentType === 'application/json';
  if (answer.status === 200 && isJson) {
    return answer;
  }
  const text = await readText(answer.body, MAX_ERROR_BYTES);
  if (
    !isJson &&
    !(answer.status >= 400 && answer.contentType === 'text/plain')
  ) {
    throw new WatchFailureError({
      type: 'notKubernetes',
      message: `${host} answered ${answer.status} with ${
        answer.contentType || 'no content type'
      } instead of JSON: a login page or a proxy, not an API server`,
    });
  }
  throw new WatchFailureError(
    failureOfStatus(answer.status, parseStatus(text), answer.retryAfter),
  );
}

/** The whole body as text, up to `limit` bytes. */
export async function readText(
  body: AsyncIterable<Buffer>,
  limit: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= limit) {
      break;
    }
  }
  return Buffer.concat(chunks).toString('utf8', 0, limit);
}

function parseStatus(text: string): KubernetesStatus | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return text ? { message: text } : undefined;
  }
}
