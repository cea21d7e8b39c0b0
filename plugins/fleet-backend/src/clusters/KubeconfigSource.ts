import { readFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ClusterConnection, ClusterCredentials } from '../worker/protocol';
import { ClusterSource, FoundCluster, redacted } from './ClusterSource';
import { withTimeout } from './withTimeout';

/** Exec plugins may open a connection of their own; a hung one must not hang the others. */
const EXEC_TIMEOUT_MS = 30_000;

type Client = Pick<typeof import('@kubernetes/client-node'), 'KubeConfig'>;
type KubeConfig = InstanceType<Client['KubeConfig']>;

/** The library is an ES module, and large: it is loaded only where there is a kubeconfig. */
const loadClientNode = (): Promise<Client> => import('@kubernetes/client-node');

function text(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  return Buffer.isBuffer(value) ? value.toString('utf8') : undefined;
}

function credentialsOf(options: RequestOptions): ClusterCredentials {
  // client-node writes the header as a property; Node's type also allows a list.
  const [, authorization] =
    Object.entries(options.headers ?? {}).find(
      ([name]) => name === 'Authorization',
    ) ?? [];
  const token = /^Bearer\s+(\S[\s\S]*)$/i.exec(
    String(authorization ?? ''),
  )?.[1];
  if (token) {
    return { type: 'token', token: token.trim() };
  }
  const cert = text(options.cert);
  const key = text(options.key);
  if (cert && key) {
    return { type: 'cert', cert, key };
  }
  if (options.auth) {
    throw new Error(
      'user name and password are not supported: use a token or a certificate',
    );
  }
  return { type: 'none' };
}

/** The contexts of one kubeconfig file. Read again each time, so rotated tokens and certificates count. */
export class KubeconfigSource implements ClusterSource {
  readonly title: string;
  readonly #path: string;
  /** One per context: each has its own current context, and keeps what its exec plugin said. */
  #parsed: { content: string; configs: Map<string, KubeConfig> } | undefined;

  constructor(
    private readonly options: {
      path: string;
      contexts?: string[];
      home?: string;
      loadClient?: () => Promise<Client>;
    },
  ) {
    const { path, home = homedir() } = options;
    this.#path = path.startsWith('~/')
      ? join(home, path.slice(2))
      : resolve(path);
    this.title = `kubeconfig ${path}`;
  }

  async find(signal: AbortSignal): Promise<FoundCluster[]> {
    let configs: Map<string, KubeConfig>;
    try {
      configs = await this.#read();
    } catch (error) {
      return this.#unreadable(error);
    }
    const wanted = this.options.contexts ?? [...configs.keys()];
    return Promise.all(
      wanted.map(name => {
        const config = configs.get(name);
        return config
          ? this.#found(name, config, signal)
          : this.#problem(
              name,
              `${this.options.path} has no context "${name}"; it has ${
                [...configs.keys()].join(', ') || 'none'
              }`,
            );
      }),
    );
  }

  #problem(name: string, message: string): FoundCluster {
    return { name, problem: { code: 'bad-credentials-config', message } };
  }

  /** Without the file nobody knows its contexts; the configured ones, or the path, stand for them. */
  #unreadable(error: unknown): FoundCluster[] {
    const message = `${this.options.path} cannot be read: ${redacted(error)}`;
    return (this.options.contexts ?? [this.options.path]).map(name =>
      this.#problem(name, message),
    );
  }

  async #read(): Promise<Map<string, KubeConfig>> {
    const { loadClient = loadClientNode } = this.options;
    // First, though the file may not be there yet: evaluating the library takes
    // the main thread half a second, which nobody notices at the start.
    const { KubeConfig: Config } = await loadClient();
    const content = await readFile(this.#path, 'utf8');
    if (this.#parsed?.content !== content) {
      const load = () => {
        const config = new Config();
        config.loadFromString(content);
        config.makePathsAbsolute(dirname(this.#path));
        return config;
      };
      const configs = new Map<string, KubeConfig>();
      for (const { name } of load().getContexts()) {
        const config = load();
        config.setCurrentContext(name);
        configs.set(name, config);
      }
      this.#parsed = { content, configs };
    }
    return this.#parsed.configs;
  }

  async #found(
    name: string,
    config: KubeConfig,
    signal: AbortSignal,
  ): Promise<FoundCluster> {
    const cluster = config.getCurrentCluster();
    if (!cluster) {
      return this.#problem(
        name,
        `context "${name}" of ${this.options.path} names a cluster that the file does not have`,
      );
    }
    if (!config.getCurrentUser()) {
      return this.#problem(
        name,
        `context "${name}" of ${this.options.path} names a user that the file does not have`,
      );
    }
    try {
      const options: RequestOptions = {};
      await withTimeout(
        config.applyToHTTPSOptions(options),
        EXEC_TIMEOUT_MS,
        `Getting the credentials of context "${name}"`,
        signal,
      );
      const connection: ClusterConnection = {
        name,
        url: cluster.server,
        caData: text(options.ca),
        serverName: cluster.tlsServerName,
        skipTlsVerify: cluster.skipTLSVerify || undefined,
        auth: credentialsOf(options),
      };
      return { name, connection };
    } catch (error) {
      return this.#problem(name, redacted(error));
    }
  }
}
