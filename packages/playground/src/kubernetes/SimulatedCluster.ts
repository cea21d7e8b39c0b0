import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { KeyMaterial } from './certificates/certificates';
import { loadKeyMaterial } from './certificates/keyMaterialFile';
import { FaultList } from './faults';
import { Authorizer } from './rbac/Authorizer';
import { addBootstrapRoles } from './rbac/bootstrap';
import { AnswerClosedError } from './server/AnswerWriter';
import { applyFaults } from './server/applyFaults';
import { accessQuestion, authorize } from './server/authorize';
import { sendJson, type Call } from './server/Call';
import type {
  ClusterState,
  LogSource,
  UsageSource,
} from './server/ClusterState';
import type { ClusterUser } from './server/ClusterUser';
import { Impersonation } from './server/impersonation';
import { readRequestInfo } from './server/RequestInfo';
import { route } from './server/route';
import { StatusError } from './server/status';
import { TokenTable } from './server/TokenTable';
import { Wakeups } from './server/Wakeups';
import { ObjectStore } from './store/ObjectStore';

export type SimulatedClusterOptions = {
  /** Also the name of the key file. */
  name: string;
  /** The content; an empty one by default. Its kinds decide what is served. */
  store?: ObjectStore;
  /** Bearer token → whose it is. More can be added to `tokens` later. */
  tokens?: Record<string, ClusterUser>;
  /** Requests without credentials are `system:anonymous` (default, as upstream) or get 401. */
  anonymous?: boolean;
  /** What `/version` says. Default `v1.36.1`. */
  version?: string;
  /** False imitates a server without WatchList: it answers 422 to `sendInitialEvents`. Default true. */
  watchList?: boolean;
  /** Where certificates are kept between starts. Without it they live as long as the process. */
  stateDir?: string;
  now?: () => Date;
  /** Serves metrics.k8s.io when given; without it the group does not exist. */
  usage?: UsageSource;
  /** Serves pod logs when given. */
  logs?: LogSource;
  /** Default one minute, as upstream. */
  bookmarkIntervalMs?: number;
  /** Default 3 seconds, as upstream. */
  freshnessTimeoutMs?: number;
  /** Keeps encoded objects, so that a bench measures its client and not this server. Default false. */
  keepPayloads?: boolean;
};

/** A Kubernetes API server that exists in this process: HTTPS with a CA of its own in front of an ObjectStore. */
export class SimulatedCluster {
  readonly name: string;
  readonly store: ObjectStore;
  readonly tokens: TokenTable;
  readonly faults = new FaultList();
  readonly #options: SimulatedClusterOptions;
  readonly #state: ClusterState;
  readonly #impersonation: Impersonation;
  readonly #sockets = new Set<Duplex>();
  #server: Server | undefined;
  #port = 0;
  #keys: KeyMaterial | undefined;

  constructor(options: SimulatedClusterOptions) {
    this.#options = options;
    this.name = options.name;
    this.store = options.store ?? new ObjectStore();
    this.tokens = new TokenTable(options.tokens);
    addBootstrapRoles(this.store);
    const wakeups = new Wakeups();
    this.store.onChange(({ kindId }) => wakeups.signal(kindId));
    this.#state = {
      name: options.name,
      version: options.version ?? 'v1.36.1',
      store: this.store,
      kinds: this.store.kinds,
      authorizer: new Authorizer(this.store),
      wakeups,
      now: options.now ?? (() => new Date()),
      usage: options.usage,
      logs: options.logs,
      watchList: options.watchList ?? true,
      bookmarkIntervalMs: options.bookmarkIntervalMs ?? 60_000,
      freshnessTimeoutMs: options.freshnessTimeoutMs ?? 3_000,
      keepPayloads: options.keepPayloads ?? false,
    };
    this.#impersonation = new Impersonation(this.#state.authorizer);
  }

  /** Known once `listen` has returned; the same after a restart. */
  get url(): string {
    return `https://127.0.0.1:${this.#port}`;
  }

  /** The CA certificate: PEM in base64, as `certificate-authority-data` wants it. */
  get caData(): string {
    return Buffer.from(this.ca).toString('base64');
  }

  /** The CA certificate as PEM. */
  get ca(): string {
    return this.#keys?.ca ?? '';
  }

  /**
   * Starts answering. As on a real server, what happened before a start cannot be watched: older resourceVersions are
   * too old.
   * @param port - 0 takes a free one at first, and the same again after `stop`
   */
  async listen(port = 0): Promise<{ url: string; caData: string }> {
    if (this.#server)
      throw new Error(
        `the simulated cluster ${this.name} is already listening at ${this.url}`,
      );
    // The same after a restart, with or without a folder.
    this.#keys ??= await loadKeyMaterial(this.name, this.#options.stateDir);
    const keys = this.#keys;
    this.store.compact();
    const server = createServer(
      { cert: keys.certificate, key: keys.key },
      (request, response) => {
        this.#serve(request, response).catch(cause =>
          response.destroy(cause as Error),
        );
      },
    );
    // Watches last for hours and say nothing for minutes.
    server.requestTimeout = 0;
    server.keepAliveTimeout = 120_000;
    server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port || this.#port, '127.0.0.1', resolve);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    return { url: this.url, caData: this.caData };
  }

  /** Ends all connections and refuses new ones, as a server that is down; `listen` brings it back at the same port. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    this.dropConnections();
    await closed;
  }

  /** Cuts every open connection; the server stays up. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Goes back to an earlier resourceVersion, as an etcd restore does, and cuts all connections. */
  restoreStore(resourceVersion: number): void {
    this.store.restore(resourceVersion);
    this.dropConnections();
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    response.on('error', () => response.destroy());
    const url = new URL(request.url ?? '/', this.url);
    const info = readRequestInfo(request.method ?? 'GET', url);
    let call: Call = {
      request,
      response,
      info,
      query: url.searchParams,
      user: { name: '', groups: [] },
      cluster: this.#state,
      effects: [],
    };
    try {
      const requestor = this.tokens.authenticate(
        request.headers.authorization,
        this.#options.anonymous ?? true,
      );
      const effects = this.faults.take(info, requestor.name);
      const { authorizer } = this.#state;
      call = { ...call, user: requestor, effects };
      if (await applyFaults(call, effects)) return;
      const question = accessQuestion(info);
      const user = this.#impersonation.apply(
        request.headersDistinct,
        requestor,
        question,
      );
      call = { ...call, user };
      authorize(authorizer, user, question);
      await route(call);
    } catch (cause) {
      await this.#answerError(call, cause);
    }
  }

  async #answerError(call: Call, cause: unknown): Promise<void> {
    if (cause instanceof AnswerClosedError || call.response.destroyed) return;
    if (call.response.headersSent) {
      call.response.destroy();
      return;
    }
    const status =
      cause instanceof StatusError
        ? cause.status
        : new StatusError(
            500,
            'InternalError',
            `Internal error occurred: ${String(cause)}`,
            {
              causes: [{ message: String(cause) }],
            },
          ).status;
    await sendJson(call, status, status.code);
  }
}
