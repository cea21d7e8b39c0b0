import { finished, Readable } from 'node:stream';
import type { Clock } from './Clock';
import type {
  TransportAnswer,
  TransportRequest,
  WatchTransport,
} from './transport';

/** Bookmarks come about once a minute (kubernetes/kubernetes#90249): half as long again is silence. */
export const MAX_SILENCE_MS = 90_000;

export interface ReadAllOptions {
  transport: WatchTransport;
  clock: Clock;
  request: Omit<TransportRequest, 'signal'>;
  signal: AbortSignal;
  /** Looks at the head before the body; throws to refuse the answer. */
  onAnswer: (answer: TransportAnswer) => Promise<unknown>;
  /** @returns false to leave the rest of the answer */
  onChunk: (chunk: Buffer) => boolean;
}

/**
 * Sends one GET and hands over its body as it comes.
 *
 * @returns true when nothing came for {@link MAX_SILENCE_MS} and it was given up
 * @throws what the transport and the callbacks throw
 */
export async function readAll(options: ReadAllOptions): Promise<boolean> {
  const { transport, clock, signal, onChunk } = options;
  const request = new AbortController();
  const both = AbortSignal.any([signal, request.signal]);
  let lastByteAt = clock.now();
  let isSilent = false;
  const watchdog = async () => {
    for (;;) {
      const left = lastByteAt + MAX_SILENCE_MS - clock.now();
      if (left <= 0) {
        isSilent = true;
        request.abort();
        return;
      }
      await clock.sleep(left, both);
    }
  };
  watchdog().catch(() => {});
  try {
    const answer = await transport.get({ ...options.request, signal: both });
    await options.onAnswer(answer);
    await eachChunk(answer.body, chunk => {
      lastByteAt = clock.now();
      return onChunk(chunk);
    });
  } catch (error) {
    if (!isSilent) {
      throw error;
    }
  } finally {
    request.abort();
  }
  return isSilent;
}

/**
 * Servers send every event of a watch as a chunk of its own. An async iterator
 * costs a promise and a turn of the microtask queue for each; listening to
 * `data` costs a call.
 */
async function eachChunk(
  body: AsyncIterable<Buffer>,
  onChunk: (chunk: Buffer) => boolean,
): Promise<void> {
  if (!(body instanceof Readable)) {
    for await (const chunk of body) {
      if (!onChunk(chunk)) {
        return;
      }
    }
    return;
  }
  await new Promise<void>((resolve, reject) => {
    let isOver = false;
    finished(body, { writable: false }, error => {
      isOver = true;
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
    body.on('data', (chunk: Buffer) => {
      if (isOver) {
        return;
      }
      try {
        isOver = !onChunk(chunk);
        if (isOver) {
          resolve();
          body.destroy();
        }
      } catch (error) {
        isOver = true;
        reject(error);
        body.destroy();
      }
    });
  });
}
