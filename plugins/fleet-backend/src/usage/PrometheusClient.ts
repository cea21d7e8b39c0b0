import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Agent } from 'undici';
import { failureOfError, problemCode } from '../watch/errors';
import { readInstantVector, type Sample } from './instantVector';
import { type PrometheusConnection, UsageError } from './UsageSource';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Kubernetes supports 150,000 pods in a cluster; a series of ours has about 150
 * bytes. A longer answer is that of a matcher that matches too much.
 */
const MAX_ANSWER_BYTES = 48 * 1024 * 1024;

/** Statuses whose body is Prometheus' own JSON, error texts included. */
const ANSWERED = new Set([200, 400, 422, 503]);

/** The little of Prometheus' HTTP API that usage needs. Never follows a redirect: the headers may hold secrets. */
export class PrometheusClient {
  readonly host: string;
  readonly #endpoint: { origin: string; path: string };
  readonly #agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // The caller's signal is the deadline.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  constructor(
    private readonly connection: Pick<PrometheusConnection, 'url' | 'headers'>,
    private readonly maxAnswerBytes = MAX_ANSWER_BYTES,
  ) {
    const { host, origin, pathname } = new URL(connection.url);
    this.host = host;
    this.#endpoint = {
      origin,
      path: `${pathname.replace(/\/+$/, '')}/api/v1/query`,
    };
  }

  /**
   * The value of every series now.
   *
   * @param timeoutSeconds - told to Prometheus, so that it gives up when we do
   * @throws UsageError; the reason of the signal when that aborted
   */
  async query(
    promql: string,
    timeoutSeconds: number,
    signal: AbortSignal,
  ): Promise<Sample[]> {
    try {
      return readInstantVector(
        await this.#ask(promql, timeoutSeconds, signal),
        this.host,
      );
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof UsageError) {
        throw error;
      }
      const failure = failureOfError(error, this.host);
      throw new UsageError(problemCode(failure), failure.message);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #ask(
    promql: string,
    timeoutSeconds: number,
    signal: AbortSignal,
  ): Promise<string> {
    const { statusCode, headers, body } = await this.#agent.request({
      ...this.#endpoint,
      query: { query: promql, timeout: `${timeoutSeconds}s` },
      method: 'GET',
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip',
        'user-agent': 'panorama-fleet',
        ...this.connection.headers,
      },
      signal,
    });
    if (!ANSWERED.has(statusCode)) {
      // Destroying a body is an error of the body; ours is the status.
      body.once('error', () => {}).destroy();
      throw refusal(statusCode, this.host);
    }
    const text = await this.#text(
      headers['content-encoding'] === 'gzip' ? gunzip(body) : body,
    );
    // A proxy in front answers 503 as well, and not in JSON.
    if (statusCode === 503 && !text.startsWith('{')) {
      throw refusal(statusCode, this.host);
    }
    return text;
  }

  async #text(body: Readable): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > this.maxAnswerBytes) {
        throw new UsageError(
          'protocol',
          `${this.host} answered more than ${this.maxAnswerBytes} bytes: the labels of this cluster match too many series`,
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, bytes).toString('utf8');
  }
}

function refusal(status: number, host: string): UsageError {
  const message = `${host} answered ${status}`;
  switch (status) {
    case 401:
      return new UsageError('unauthorized', message);
    case 403:
      return new UsageError('forbidden', message);
    case 404:
      return new UsageError(
        'protocol',
        `${message}: there is no Prometheus API below this address`,
      );
    case 429:
      return new UsageError('throttled', message);
    default:
      return new UsageError(
        status >= 500 ? 'server-error' : 'protocol',
        message,
      );
  }
}

function gunzip(body: Readable): Readable {
  const unzip = createGunzip();
  body.once('error', error => unzip.destroy(error));
  unzip.once('close', () => body.destroy());
  return body.pipe(unzip);
}
