import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ClusterClient } from './ClusterClient.ts';
import { Resources } from './resources.ts';
import { ServerProcess } from './ServerProcess.ts';
import {
  apiServerCommand,
  clusterFiles,
  controllerManagerCommand,
  etcdCommand,
  kwokCommand,
  schedulerCommand,
  type ClusterLayout,
} from './controlPlane.ts';
import { compactEtcd, isEtcdHealthy } from './etcd.ts';
import type { ClusterUser } from './users.ts';

/** What one cluster runs; all of it is settled before it starts. */
export type ClusterOptions = {
  watchList?: boolean;
  controllerManager: boolean;
  scheduler: boolean;
  kwok: false | 'fast' | 'general';
  apiServerFlags: string[];
  deadlineMs: number;
};

type ServerName =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kwok';

/** A running cluster made of real servers. Made by `startCluster`. */
export class TestCluster {
  readonly name: string;
  /** `https://127.0.0.1:<port>`; stays the same over restarts. */
  readonly url: string;
  readonly version: ClusterLayout['version'];
  /** Everything of this cluster: logs, data, keys. */
  readonly folder: string;
  /** PEM file that its clients trust. */
  readonly caFile: string;
  /** The same in base64, as kubeconfig files and Backstage's `kubernetes:` configuration want it. */
  readonly caData: string;
  /** One context for each user; the default one is the administrator's. */
  readonly kubeconfigPath: string;
  readonly users: readonly ClusterUser[];
  /** User name → bearer token. */
  readonly tokens: Readonly<Record<string, string>>;
  /** As the administrator. */
  readonly client: ClusterClient;
  readonly resources: Resources;

  readonly #layout: ClusterLayout;
  readonly options: Readonly<ClusterOptions>;
  readonly #servers = new Map<ServerName, ServerProcess>();
  readonly #removeFolder: () => Promise<void>;

  constructor(parts: {
    layout: ClusterLayout;
    options: ClusterOptions;
    ca: string;
    users: ClusterUser[];
    tokens: Record<string, string>;
    servers: Map<'etcd' | 'kube-apiserver', ServerProcess>;
    removeFolder: () => Promise<void>;
  }) {
    const { layout } = parts;
    this.#layout = layout;
    this.options = parts.options;
    this.#removeFolder = parts.removeFolder;
    for (const [name, server] of parts.servers) this.#servers.set(name, server);
    this.name = layout.name;
    this.url = `https://127.0.0.1:${layout.ports.api}`;
    this.version = layout.version;
    this.folder = layout.folder;
    this.caFile = clusterFiles(layout.folder).ca;
    this.caData = Buffer.from(parts.ca).toString('base64');
    this.kubeconfigPath = clusterFiles(layout.folder).kubeconfig;
    this.users = parts.users;
    this.tokens = parts.tokens;
    this.client = new ClusterClient({
      url: this.url,
      ca: parts.ca,
      token: this.tokenOf('admin'),
    });
    this.resources = new Resources(this.client);
  }

  /** May do everything. */
  get adminToken(): string {
    return this.tokenOf('admin');
  }

  /** The portal's own; has the rights that the suite granted. */
  get portalToken(): string {
    return this.tokenOf('portal');
  }

  /** @throws Error that names the users there are. */
  tokenOf(user: string): string {
    const token = this.tokens[user];
    if (!token) {
      throw new Error(
        `cluster ${this.name} has no user ${JSON.stringify(
          user,
        )}; it has ${Object.keys(this.tokens).join(', ')}`,
      );
    }
    return token;
  }

  /** Process ids of what runs now, by server name; for memory figures and for killing one from outside. */
  get pids(): Record<string, number> {
    return Object.fromEntries(
      [...this.#servers].flatMap(([name, server]) =>
        server.isRunning && server.pid ? [[name, server.pid]] : [],
      ),
    );
  }

  #start(name: Exclude<ServerName, 'etcd' | 'kube-apiserver'>): void {
    const { kwok } = this.options;
    const command = {
      'kube-controller-manager': () => controllerManagerCommand(this.#layout),
      'kube-scheduler': () => schedulerCommand(this.#layout),
      kwok: () => kwokCommand(this.#layout, kwok || 'fast'),
    }[name]();
    this.#watch(
      name,
      new ServerProcess(command, clusterFiles(this.folder).log(name)),
    );
  }

  #watch(name: ServerName, server: ServerProcess): void {
    this.#servers.set(name, server);
    server.onUnexpectedEnd(error => process.stderr.write(`${error.message}\n`));
  }

  /** Starts what works through the API: controllers, scheduler, kubelets, as the options say. */
  startControllers(): void {
    const { controllerManager, scheduler, kwok } = this.options;
    if (controllerManager) this.#start('kube-controller-manager');
    if (scheduler) this.#start('kube-scheduler');
    if (kwok) this.#start('kwok');
  }

  /** Ends them; nothing is scheduled, counted or marked as running any more. */
  async stopControllers(): Promise<void> {
    await Promise.all(
      (['kwok', 'kube-scheduler', 'kube-controller-manager'] as const).map(
        name => this.#stop(name),
      ),
    );
  }

  async #stop(name: ServerName, signal?: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.#servers.get(name)?.stop({ signal });
  }

  /** Ends the API server: SIGKILL cuts connections as a crash does, SIGTERM as a rollout does. */
  async stopApiServer(
    options: { signal?: 'SIGKILL' | 'SIGTERM' } = {},
  ): Promise<void> {
    await this.#stop('kube-apiserver', options.signal);
  }

  /** Starts it again on the same port and waits until it is ready; running controllers reconnect by themselves. */
  async startApiServer(): Promise<void> {
    if (this.#servers.get('kube-apiserver')?.isRunning) return;
    const { deadlineMs, watchList, apiServerFlags } = this.options;
    const server = new ServerProcess(
      apiServerCommand(this.#layout, { watchList, flags: apiServerFlags }),
      clusterFiles(this.folder).log('kube-apiserver'),
    );
    this.#watch('kube-apiserver', server);
    await server.waitUntilReady(() => this.#isReady(), deadlineMs);
  }

  async restartApiServer(): Promise<void> {
    await this.stopApiServer();
    await this.startApiServer();
  }

  async #isReady(): Promise<boolean> {
    const { status } = await this.client.request({
      path: '/readyz',
      timeoutMs: 2_000,
    });
    return status === 200;
  }

  /**
   * Makes etcd forget its history; the revision up to which is returned. Clients may not notice: the API server goes on
   * answering old watches from its watch cache and, since 1.34, old pages from its snapshots. See `expireHistory`.
   */
  compactEtcd(): Promise<string> {
    return compactEtcd(this.#layout.ports.etcd);
  }

  /**
   * Makes the API server forget too: a watch that resumes and a list that continues from before get 410 Expired. Open
   * watches are cut, because the only way to empty the watch cache is a restart.
   */
  async expireHistory(): Promise<void> {
    await this.compactEtcd();
    await this.restartApiServer();
  }

  /** Copies the cluster's present data; `restoreData` brings it back. Both cut all connections for some seconds. */
  async saveData(label: string): Promise<void> {
    await this.#withoutStore(async data => {
      await cp(data, join(this.folder, `etcd-${label}`), { recursive: true });
    });
  }

  /** Brings back saved data: resourceVersions go backwards, as after a restored backup. */
  async restoreData(label: string): Promise<void> {
    await this.#withoutStore(async data => {
      await rm(data, { recursive: true, force: true });
      await cp(join(this.folder, `etcd-${label}`), data, { recursive: true });
    });
  }

  async #withoutStore(action: (dataFolder: string) => Promise<void>) {
    await this.stopApiServer();
    // SIGTERM: etcd flushes what it acknowledged; it runs without fsync.
    await this.#stop('etcd', 'SIGTERM');
    await action(clusterFiles(this.folder).etcdData);
    const etcd = new ServerProcess(
      etcdCommand(this.#layout),
      clusterFiles(this.folder).log('etcd'),
    );
    this.#watch('etcd', etcd);
    await etcd.waitUntilReady(
      () => isEtcdHealthy(this.#layout.ports.etcd),
      this.options.deadlineMs,
    );
    await this.startApiServer();
  }

  /** Ends all servers and removes their files. Safe to call twice. */
  async stop(): Promise<void> {
    this.client.close();
    await this.stopControllers();
    await this.stopApiServer();
    await this.#stop('etcd');
    await this.#removeFolder();
  }
}
