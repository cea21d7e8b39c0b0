import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { exposition, EXPOSITION_TYPE } from '../metrics/exposition';
import type { MetricSeries } from '../metrics/series';
import { evaluate } from './promql/evaluate';
import { parsePromql } from './promql/parse';
import type { Expression } from './promql/syntax';

const MAX_BODY_BYTES = 64 * 1024;

export interface EmbeddedPrometheusOptions {
  /** Everything there is to know, asked for at every question: the company changes. */
  series: () => readonly MetricSeries[];
  /** The only questions that are answered. */
  queries: readonly string[];
  now: () => number;
  /** ms */
  scrapeIntervalMs?: number;
}

/**
 * Prometheus' `/api/v1/query` over series of the company, for the questions that
 * the portal is known to ask. Anything else is refused in Prometheus' own words:
 * nobody shall take this for PromQL.
 */
export class EmbeddedPrometheus {
  readonly #known: Map<string, Expression>;
  #server: Server | undefined;

  constructor(private readonly options: EmbeddedPrometheusOptions) {
    this.#known = new Map(
      options.queries.map(text => [normalised(text), parsePromql(text)]),
    );
  }

  /** @returns `http://127.0.0.1:<port>` */
  async listen(port = 0): Promise<string> {
    const server = createServer((request, response) => {
      this.#handle(request, response).catch(error =>
        refuse(response, 400, 'bad_data', String(error?.message ?? error)),
      );
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  }

  async #handle(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(
      request.url ?? '/',
      'http://embedded',
    );
    switch (pathname) {
      case '/-/ready':
        response.end('Prometheus Server is Ready.\n');
        return;
      case '/metrics':
        response
          .writeHead(200, { 'content-type': EXPOSITION_TYPE })
          .end(exposition(this.options.series(), this.options.now()));
        return;
      case '/api/v1/query':
        this.#query(
          request.method === 'POST' ? await formOf(request) : searchParams,
          response,
        );
        return;
      default:
        response.writeHead(404).end('404 page not found\n');
    }
  }

  #query(parameters: URLSearchParams, response: ServerResponse) {
    const query = parameters.get('query') ?? '';
    const expression = this.#known.get(normalised(query));
    if (!expression) {
      refuse(
        response,
        422,
        'execution',
        'the embedded Prometheus answers only the questions that the portal asks',
      );
      return;
    }
    const time = timeOf(parameters.get('time')) ?? this.options.now();
    if (Number.isNaN(time)) {
      refuse(
        response,
        400,
        'bad_data',
        `invalid parameter "time": cannot parse "${parameters.get(
          'time',
        )}" to a valid timestamp`,
      );
      return;
    }
    const result = evaluate(expression, this.options.series(), time, {
      intervalMs: this.options.scrapeIntervalMs ?? 15_000,
    }).map(({ labels, value }) => ({
      metric: labels,
      value: [time / 1000, numberText(value)],
    }));
    answer(response, 200, {
      status: 'success',
      data: { resultType: 'vector', result },
    });
  }
}

/** Line breaks and indentation do not make another question. */
function normalised(query: string): string {
  return query.replace(/\s+/g, ' ').trim();
}

function timeOf(parameter: string | null): number | undefined {
  return parameter === null ? undefined : Number(parameter) * 1000;
}

/** JSON has no NaN. */
function numberText(value: number): string {
  if (Number.isFinite(value) || Number.isNaN(value)) {
    return String(value);
  }
  return value > 0 ? '+Inf' : '-Inf';
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      throw new Error('http: request body too large');
    }
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function refuse(
  response: ServerResponse,
  status: number,
  errorType: string,
  error: string,
) {
  answer(response, status, { status: 'error', errorType, error });
}

function answer(response: ServerResponse, status: number, body: unknown) {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify(body));
}
