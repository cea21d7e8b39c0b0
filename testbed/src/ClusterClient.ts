import { Agent, request, type RequestOptions } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';

const TIMEOUT_MS = 15_000;
const MAX_SOCKETS = 64;
const QUOTED_BYTES = 400;

/** As much of a Kubernetes object as the test bed has to know. */
export type KubeObject = {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
};

export type ApiRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the query string. */
  path: string;
  /** Sent as JSON, unless it is a Buffer. */
  body?: unknown;
  contentType?: string;
  accept?: string;
  /** Instead of the client's own token. */
  token?: string;
  impersonate?: { user: string; groups?: string[] };
  timeoutMs?: number;
  signal?: AbortSignal;
};

export type ApiAnswer = {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
};

export type WatchEvent = {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubeObject & { code?: number; reason?: string; message?: string };
};

/** The server refused a request; `status` and `reason` are Kubernetes' own. */
export class ClusterApiError extends Error {
  override name = 'ClusterApiError';
  readonly status: number;
  readonly reason: string | undefined;

  constructor(call: string, answer: ApiAnswer) {
    const text = answer.body.toString('utf8');
    let message = text.slice(0, QUOTED_BYTES);
    let reason: string | undefined;
    try {
      const status = JSON.parse(text) as { message?: string; reason?: string };
      message = status.message ?? message;
      reason = status.reason;
    } catch {
      // Not a Status object: the text itself is the best that can be quoted.
    }
    super(`${call} answered ${answer.status}: ${message}`);
    this.status = answer.status;
    this.reason = reason;
  }
}

/**
 * A small Kubernetes client on Node's own TLS, for setting scenes and for asking the server in tests. It is not the
 * product's transport, on purpose: tests of that one need a second opinion.
 */
export class ClusterClient {
  readonly url: string;
  readonly #agent: Agent;
  readonly #token: string;

  constructor(options: { url: string; ca: string; token: string }) {
    this.url = options.url;
    this.#token = options.token;
    this.#agent = new Agent({
      ca: options.ca,
      keepAlive: true,
      maxSockets: MAX_SOCKETS,
    });
  }

  #open(call: ApiRequest): Promise<IncomingMessage> {
    const { method = 'GET', impersonate } = call;
    const headers: Record<string, string | string[]> = {
      authorization: `Bearer ${call.token ?? this.#token}`,
      accept: call.accept ?? 'application/json',
    };
    if (impersonate) {
      headers['impersonate-user'] = impersonate.user;
      if (impersonate.groups?.length) {
        headers['impersonate-group'] = impersonate.groups;
      }
    }
    let payload: Buffer | undefined;
    if (call.body !== undefined) {
      payload = Buffer.isBuffer(call.body)
        ? call.body
        : Buffer.from(JSON.stringify(call.body));
      headers['content-type'] = call.contentType ?? 'application/json';
      headers['content-length'] = String(payload.length);
    }
    const options: RequestOptions = {
      method,
      headers,
      agent: this.#agent,
      signal: call.signal,
      timeout: call.timeoutMs ?? TIMEOUT_MS,
    };
    return new Promise((done, fail) => {
      const sent = request(`${this.url}${call.path}`, options, done);
      sent.on('timeout', () =>
        sent.destroy(
          new Error(
            `${method} ${call.path} was silent for ${options.timeout} ms`,
          ),
        ),
      );
      sent.on('error', fail);
      sent.end(payload);
    });
  }

  /** Any answer, errors included; throws only when there is none. */
  async request(call: ApiRequest): Promise<ApiAnswer> {
    const answer = await this.#open(call);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return {
      status: answer.statusCode ?? 0,
      headers: answer.headers,
      body: Buffer.concat(chunks),
    };
  }

  /** The JSON of a successful answer. @throws ClusterApiError for 400 and above. */
  async json<T = KubeObject>(call: ApiRequest): Promise<T> {
    const answer = await this.request(call);
    if (answer.status >= 400) {
      throw new ClusterApiError(`${call.method ?? 'GET'} ${call.path}`, answer);
    }
    return JSON.parse(answer.body.toString('utf8')) as T;
  }

  /**
   * Events of a watch until the server closes it or the caller leaves the loop. An `ERROR` event is an event; a refused
   * request is a ClusterApiError. `timeoutMs` is the longest silence.
   */
  async *watch(call: ApiRequest): AsyncGenerator<WatchEvent> {
    const answer = await this.#open(call);
    if (answer.statusCode !== 200) {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      throw new ClusterApiError(`watch ${call.path}`, {
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        body: Buffer.concat(chunks),
      });
    }
    try {
      for await (const line of createInterface({ input: answer })) {
        if (line) yield JSON.parse(line) as WatchEvent;
      }
    } finally {
      answer.destroy();
    }
  }

  /** Closes idle connections, so that nothing keeps a test process alive. */
  close(): void {
    this.#agent.destroy();
  }
}
