import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { gunzipSync } from 'node:zlib';
import type { KubeObject } from '../KubeObject';
import type { StatusObject } from '../server/status';

const TIMEOUT_MS = 20_000;

export type CaseRequest = {
  method?: string;
  /** Null sends no credentials; absent means the client's own. */
  token?: string | null;
  body?: unknown;
  contentType?: string;
  accept?: string;
  headers?: Record<string, string | string[]>;
};

export type CaseAnswer = {
  status: number;
  headers: IncomingHttpHeaders;
  /** Decompressed. */
  bytes: Buffer;
};

export type CaseEvent = {
  type: string;
  object: KubeObject &
    Partial<Pick<StatusObject, 'code' | 'reason' | 'message'>>;
};

/** One open watch. */
export class CaseWatch {
  readonly #answer: IncomingMessage;
  readonly #lines: AsyncIterator<string>;

  constructor(answer: IncomingMessage) {
    this.#answer = answer;
    this.#lines = createInterface({ input: answer })[Symbol.asyncIterator]();
  }

  async next(): Promise<CaseEvent | undefined> {
    const { value, done } = await this.#lines.next();
    return done ? undefined : (JSON.parse(value) as CaseEvent);
  }

  async take(count: number): Promise<CaseEvent[]> {
    const events: CaseEvent[] = [];
    while (events.length < count) {
      const event = await this.next();
      if (!event)
        throw new Error(
          `the watch ended after ${events.length} of ${count} events`,
        );
      events.push(event);
    }
    return events;
  }

  async rest(): Promise<CaseEvent[]> {
    const events: CaseEvent[] = [];
    for (let event = await this.next(); event; event = await this.next())
      events.push(event);
    return events;
  }

  close(): void {
    this.#answer.destroy();
  }
}

/** The HTTP client of the contract cases: knows JSON and nothing else about Kubernetes. */
export class CaseClient {
  readonly #url: string;
  readonly #token: string;
  readonly #agent: Agent;

  constructor(options: { url: string; caData: string; token: string }) {
    this.#url = options.url;
    this.#token = options.token;
    this.#agent = new Agent({
      ca: Buffer.from(options.caData, 'base64'),
      keepAlive: true,
    });
  }

  open(path: string, options: CaseRequest = {}): Promise<IncomingMessage> {
    const {
      method = 'GET',
      token = this.#token,
      body,
      accept = 'application/json',
    } = options;
    const headers: Record<string, string | string[]> = {
      accept,
      ...options.headers,
    };
    if (token !== null) headers.authorization = `Bearer ${token}`;
    const text =
      typeof body === 'string' || body === undefined
        ? body
        : JSON.stringify(body);
    if (text !== undefined) {
      // Node sends no length with a DELETE by itself.
      headers['content-length'] = String(Buffer.byteLength(text));
      headers['content-type'] = options.contentType ?? 'application/json';
    }
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.#url}${path}`,
        { method, headers, agent: this.#agent, timeout: TIMEOUT_MS },
        resolve,
      );
      sent.on('timeout', () =>
        sent.destroy(
          new Error(`${method} ${path} was silent for ${TIMEOUT_MS} ms`),
        ),
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  async bytes(path: string, options: CaseRequest = {}): Promise<CaseAnswer> {
    const answer = await this.open(path, options);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    return {
      status: answer.statusCode ?? 0,
      headers: answer.headers,
      bytes:
        answer.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw,
    };
  }

  async call<T = KubeObject>(
    path: string,
    options: CaseRequest = {},
  ): Promise<{ status: number; body: T }> {
    const { status, bytes } = await this.bytes(path, options);
    const text = bytes.toString('utf8');
    try {
      return { status, body: JSON.parse(text) as T };
    } catch (cause) {
      throw new Error(
        `${
          options.method ?? 'GET'
        } ${path} answered ${status} with ${text.slice(0, 200)}`,
        { cause },
      );
    }
  }

  get<T = KubeObject>(path: string, options: CaseRequest = {}) {
    return this.call<T>(path, options);
  }

  post<T = KubeObject>(path: string, body: unknown, options: CaseRequest = {}) {
    return this.call<T>(path, { ...options, method: 'POST', body });
  }

  put<T = KubeObject>(path: string, body: unknown, options: CaseRequest = {}) {
    return this.call<T>(path, { ...options, method: 'PUT', body });
  }

  delete<T = KubeObject>(
    path: string,
    body?: unknown,
    options: CaseRequest = {},
  ) {
    return this.call<T>(path, { ...options, method: 'DELETE', body });
  }

  merge<T = KubeObject>(
    path: string,
    body: unknown,
    options: CaseRequest = {},
  ) {
    return this.call<T>(path, {
      ...options,
      method: 'PATCH',
      body,
      contentType: 'application/merge-patch+json',
    });
  }

  apply<T = KubeObject>(
    path: string,
    manager: string,
    body: unknown,
    options: CaseRequest & { force?: boolean } = {},
  ) {
    const query = new URLSearchParams({
      fieldManager: manager,
      ...(options.force && { force: 'true' }),
    });
    return this.call<T>(`${path}?${query}`, {
      ...options,
      method: 'PATCH',
      body,
      contentType: 'application/apply-patch+yaml',
    });
  }

  /** Must succeed; for setting a scene. */
  async create(path: string, body: unknown): Promise<KubeObject> {
    const answer = await this.post(path, body);
    if (answer.status !== 201) {
      throw new Error(
        `POST ${path} answered ${answer.status}: ${JSON.stringify(
          answer.body,
        )}`,
      );
    }
    return answer.body;
  }

  /** Opens a watch; `next` gives event by event, undefined at the end. Close it in the end. */
  async watch(path: string, options: CaseRequest = {}): Promise<CaseWatch> {
    const answer = await this.open(path, options);
    if (answer.statusCode !== 200) {
      answer.resume();
      throw new Error(`watch ${path} answered ${answer.statusCode}`);
    }
    return new CaseWatch(answer);
  }

  close(): void {
    this.#agent.destroy();
  }
}
