import { ProtobufReader } from '../decode/ProtobufReader';
import { readStatus } from '../decode/statusProtobuf';
import type { KubernetesStatus, WatchFailure } from './errors';
import { failureOfStatus } from './errors';
import { JSON_TYPE } from './formats/JsonFormat';
import { PROTOBUF_TYPE } from './formats/PodProtobufFormat';
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
export function expectJson(
  answer: TransportAnswer,
  host: string,
): Promise<TransportAnswer> {
  return expectOneOf([JSON_TYPE], answer, host);
}

/**
 * Lets an answer pass that is of one of these media types.
 *
 * @throws WatchFailureError for every other one, with what the server said
 */
export async function expectOneOf(
  mediaTypes: readonly string[],
  answer: TransportAnswer,
  host: string,
): Promise<TransportAnswer> {
  const { status, contentType } = answer;
  if (status === 200 && mediaTypes.includes(contentType)) {
    return answer;
  }
  const body = await readBytes(answer.body, MAX_ERROR_BYTES);
  const isPlainError = status >= 400 && contentType === 'text/plain';
  if (
    contentType !== JSON_TYPE &&
    contentType !== PROTOBUF_TYPE &&
    !isPlainError
  ) {
    throw new WatchFailureError({
      type: 'notKubernetes',
      message: `${host} answered ${status} with ${
        contentType || 'no content type'
      } instead of JSON: a login page or a proxy, not an API server`,
    });
  }
  throw new WatchFailureError(
    failureOfStatus(
      status,
      contentType === PROTOBUF_TYPE
        ? decodeStatus(body)
        : parseStatus(body.toString('utf8')),
      answer.retryAfter,
    ),
  );
}

/** The whole body as text, up to `limit` bytes. */
export async function readText(
  body: AsyncIterable<Buffer>,
  limit: number,
): Promise<string> {
  return (await readBytes(body, limit)).toString('utf8');
}

async function readBytes(
  body: AsyncIterable<Buffer>,
  limit: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= limit) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

function parseStatus(text: string): KubernetesStatus | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return text ? { message: text } : undefined;
  }
}

function decodeStatus(bytes: Buffer): KubernetesStatus | undefined {
  try {
    return readStatus(new ProtobufReader(bytes, 0, bytes.length));
  } catch {
    return undefined;
  }
}
