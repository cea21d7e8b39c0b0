import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Agent } from 'undici';
import type { ClusterConnection, ClusterCredentials } from '../worker/protocol';
import type {
  TransportAnswer,
  TransportRequest,
  WatchTransport,
} from './transport';

const CONNECT_TIMEOUT_MS = 10_000;

/** Headers of a list may take a while on a loaded server (its own limit is 60 s). */
const HEADERS_TIMEOUT_MS = 60_000;

/** Longer than any pause between two lists of a start, shorter than load balancers' idle limits. */
const KEEP_ALIVE_MS = 30_000;

/**
 * Opens connections to one cluster: the only file that does. One keep-alive
 * agent per generation of credentials, so that twenty watches cost twenty
 * handshakes a day, not one per request; a rotated certificate gets a new
 * agent, and the old one ends with its last answer.
 */
export class KubernetesTransport implements WatchTransport {
  readonly host: string;
  readonly #origin: string;
  readonly #basePath: string;
  #connection: ClusterConnection;
  #agent: Agent | undefined;

  constructor(connection: ClusterConnection) {
    const url = new URL(connection.url);
    this.host = url.host;
    this.#origin = url.origin;
    this.#basePath = url.pathname.replace(/\/+$/, '');
    this.#connection = connection;
  }

  updateCredentials(credentials: ClusterCredentials): void {
    const before = this.#connection.auth;
    this.#connection = { ...this.#connection, auth: credentials };
    // A bearer token is a header; a client certificate belongs to the connection.
    if (before.type === 'cert' || credentials.type === 'cert') {
      const agent = this.#agent;
      this.#agent = undefined;
      agent?.close().catch(() => {});
    }
  }

  async get(request: TransportRequest): Promise<TransportAnswer> {
    this.#agent ??= createAgent(this.#connection);
    const { auth } = this.#connection;
    const answer = await this.#agent.request({
      origin: this.#origin,
      path: this.#basePath + request.path,
      query: request.query,
      method: 'GET',
      headers: {
        accept: request.accept ?? 'application/json',
        'user-agent': 'panorama-fleet',
        ...(request.gzip && { 'accept-encoding': 'gzip' }),
        ...(auth.type === 'token' && { authorization: `Bearer ${auth.token}` }),
      },
      signal: request.signal,
    });
    const header = (name: string) => {
      const value = answer.headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    return {
      status: answer.statusCode,
      contentType: (header('content-type') ?? '')
        .split(';')[0]
        .trim()
        .toLowerCase(),
      retryAfter: header('retry-after'),
      body:
        header('content-encoding') === 'gzip'
          ? gunzip(answer.body)
          : answer.body,
    };
  }

  /** Ends all connections at once. */
  async close(): Promise<void> {
    const agent = this.#agent;
    this.#agent = undefined;
    await agent?.destroy();
  }
}

function createAgent({
  caData,
  serverName,
  skipTlsVerify,
  auth,
}: ClusterConnection): Agent {
  return new Agent({
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      ...(caData && { ca: pem(caData) }),
      ...(serverName && { servername: serverName }),
      ...(skipTlsVerify && { rejectUnauthorized: false }),
      ...(auth.type === 'cert' && { cert: auth.cert, key: auth.key }),
    },
    headersTimeout: HEADERS_TIMEOUT_MS,
    // Watches are silent for minutes; their watchdog is the Watcher's.
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Pipelining would queue a request behind a watch that never ends.
    pipelining: 1,
  });
}

function gunzip(body: Readable): Readable {
  const unzip = createGunzip({ chunkSize: 64 * 1024 });
  body.once('error', error => unzip.destroy(error));
  unzip.once('close', () => body.destroy());
  return body.pipe(unzip);
}

function pem(caData: string): string {
  return caData.includes('-----BEGIN')
    ? caData
    : Buffer.from(caData, 'base64').toString('utf8');
}
