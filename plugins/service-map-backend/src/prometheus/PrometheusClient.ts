import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  BrokenCircuitError,
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  timeout,
  TaskCancelledError,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { Agent } from 'undici';
import type { PrometheusSettings } from './config';
import { type InstantVector, readInstantVector } from './instantVector';
import { connectionFailure, isBrokenConnection } from './connectionErrors';
import { PrometheusError } from './PrometheusError';

/** What Prometheus is asked at once by one backend; its own default is 20 for everybody. */
const MAX_AT_ONCE = 4;

/**
 * 5,000 edges with nine labels are about 2.5 MB. A longer answer means that a
 * label of a metric is not what it should be, and would hold up the process.
 */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** After that many questions without an answer in a row, the rest is not asked … */
const FAILURES_UNTIL_PAUSE = 4;
/** … until then: the next build finds out with one question. */
const PAUSE_MS = 20_000;

/** A connection that broke before an answer: an idle one that the other side had closed. */
const RETRIES = 1;
const RETRY_DELAY_MS = 200;

/** Statuses whose body is Prometheus' own JSON, error texts included. */
const ANSWERED = new Set([200, 400, 422, 503]);

export interface PrometheusClientOptions {
  maxAnswerBytes?: number;
  pauseMs?: number;
}

/** When a question is about, and who else may end it. */
export interface AskOptions {
  /** ms since the epoch */
  time: number;
  signal: AbortSignal;
}

/** The instant queries of Prometheus' HTTP API. Never follows a redirect: the headers hold secrets. */
export class PrometheusClient {
  readonly name: string;
  readonly #endpoint: { origin: string; path: string };
  readonly #secrets: string[];
  readonly #agent: Agent;
  readonly #policy;
  readonly #maxAnswerBytes: number;

  constructor(
    private readonly settings: PrometheusSettings,
    options: PrometheusClientOptions = {},
  ) {
    const { origin, pathname } = new URL(settings.url);
    this.name = `Prometheus "${settings.name}"`;
    this.#endpoint = {
      origin,
      path: `${pathname.replace(/\/+$/, '')}/api/v1/query`,
    };
    this.#secrets = Object.values(settings.headers)
      .flatMap(value => [value, value.replace(/^\S+\s+/, '')])
      .filter(Boolean);
    this.#maxAnswerBytes = options.maxAnswerBytes ?? MAX_ANSWER_BYTES;
    // The policy's deadline covers connecting, waiting and reading.
    this.#agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
    this.#policy = wrap(
      bulkhead(MAX_AT_ONCE, Infinity),
      circuitBreaker(handleWhen(isSilence), {
        halfOpenAfter: options.pauseMs ?? PAUSE_MS,
        breaker: new ConsecutiveBreaker(FAILURES_UNTIL_PAUSE),
      }),
      timeout(settings.timeoutSeconds * 1000, TimeoutStrategy.Aggressive),
      retry(handleWhen(isBrokenConnection), {
        maxAttempts: RETRIES,
        backoff: new ExponentialBackoff({ initialDelay: RETRY_DELAY_MS }),
      }),
    );
  }

  /**
   * The value of every series at `time`.
   *
   * @throws PrometheusError; the reason of the signal when that aborted
   */
  async query(
    promql: string,
    { time, signal }: AskOptions,
  ): Promise<InstantVector> {
    signal.throwIfAborted();
    try {
      return await this.#policy.execute(
        // The breaker loses the signal of a question that had to wait for its probe.
        context =>
          this.#ask(promql, time, AbortSignal.any([context.signal, signal])),
        signal,
      );
    } catch (error) {
      signal.throwIfAborted();
      throw this.#explained(error);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #ask(
    promql: string,
    time: number,
    signal: AbortSignal,
  ): Promise<InstantVector> {
    const { statusCode, headers, body } = await this.#agent.request({
      ...this.#endpoint,
      method: 'POST',
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip',
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'panorama-service-map',
        ...this.settings.headers,
      },
      body: new URLSearchParams({
        query: promql,
        time: (time / 1000).toFixed(3),
        timeout: `${this.settings.timeoutSeconds}s`,
      }).toString(),
      signal,
    });
    if (!ANSWERED.has(statusCode)) {
      body.destroy();
      throw this.#refusal(statusCode);
    }
    const text = await this.#read(
      headers['content-encoding'] === 'gzip' ? gunzip(body) : body,
    );
    // A proxy in front answers 503 and 400 as well, and not in JSON.
    if (statusCode !== 200 && !text.startsWith('{')) {
      throw this.#refusal(statusCode);
    }
    return readInstantVector(text, { name: this.name, secrets: this.#secrets });
  }

  async #read(body: Readable): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > this.#maxAnswerBytes) {
        throw new PrometheusError(
          'too-large',
          `${this.name} gave an answer larger than ${
            this.#maxAnswerBytes / 1024 / 1024
          } MiB; narrow it with recording rules (${
            this.settings.path
          }.metricPrefix) or give each cluster an entry of its own`,
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, bytes).toString('utf8');
  }

  #refusal(status: number): PrometheusError {
    const { path } = this.settings;
    const message = `${this.name} answered ${status}`;
    if (status >= 300 && status < 400) {
      return new PrometheusError(
        'refused',
        `${message}, a redirect that is not followed because the request may carry secrets: put the final address into ${path}.url`,
      );
    }
    switch (status) {
      case 401:
      case 403:
        return new PrometheusError(
          'refused',
          `${message}: check ${path}.token and ${path}.headers`,
        );
      case 404:
      case 405:
        return new PrometheusError(
          'refused',
          `${message}: there is no Prometheus API below ${path}.url`,
        );
      case 429:
        return new PrometheusError('refused', `${message}: it is overloaded`);
      default:
        return new PrometheusError('failed', message);
    }
  }

  #explained(error: unknown): PrometheusError {
    if (error instanceof PrometheusError) {
      return error;
    }
    if (error instanceof TaskCancelledError) {
      return new PrometheusError(
        'timeout',
        `${this.name} did not answer within ${this.settings.timeoutSeconds} s (${this.settings.path}.timeoutSeconds)`,
      );
    }
    if (error instanceof BrokenCircuitError) {
      return new PrometheusError(
        'unreachable',
        `${this.name} was not asked, because it left the last ${FAILURES_UNTIL_PAUSE} questions without an answer`,
      );
    }
    return new PrometheusError(
      'unreachable',
      `${this.name} could not be reached: ${connectionFailure(
        error,
        this.#secrets,
      )}`,
    );
  }
}

/** An answer, however unwelcome, shows that somebody is there. An abort is nobody's fault. */
function isSilence(error: Error): boolean {
  return !(error instanceof PrometheusError) && error.name !== 'AbortError';
}

function gunzip(body: Readable): Readable {
  const unzip = createGunzip();
  body.once('error', error => unzip.destroy(error));
  unzip.once('close', () => body.destroy());
  return body.pipe(unzip);
}
