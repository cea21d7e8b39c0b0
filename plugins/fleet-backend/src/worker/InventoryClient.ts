import { Worker } from 'node:worker_threads';
import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import type { FleetKind } from '@panorama/plugin-fleet-node';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';
import { RowAttributes } from '../inventory/RowAttributes';
import { SharedPodColumnsReader } from '../inventory/SharedPodColumnsReader';
import { emptySharedPods } from '../inventory/emptySharedPods';
import { DEFAULT_USAGE, type Usage } from '../usage/UsageSource';
import type { WatchCounts } from './countedTarget';
import type { Inventory, InventoryClientOptions } from './Inventory';
import { Listeners, listenersOf } from './Listeners';
import { MainObjectTables } from './MainObjectTables';
import type {
  ClusterConnection,
  ClusterCredentials,
  InventoryMessage,
  InventoryNotification,
  InventoryRequests,
  InventoryRequestType,
  NamespaceTenant,
  ObjectChange,
  PodsDigest,
  WatchedKind,
  WorkloadAttributes,
} from './protocol';
import { ThreadCalls } from './ThreadCalls';
import { additionalKinds, projectOnMain, watchedKinds } from './watchedKinds';

/** A thread that dies again and again must not keep a core busy with starting. */
const RESTART_AFTER_MS = 1_000;

type ObjectsMessage = Extract<InventoryNotification, { type: 'objects' }>;

/**
 * The main thread's end of the inventory. When the thread dies, calls under way
 * reject with the cause, and a new thread gets all clusters, classes and
 * attributes again; readers keep the last picture until the new one is there.
 */
export class InventoryClient implements Inventory {
  readonly objects: MainObjectTables;
  readonly #attributes = new RowAttributes();
  readonly #reader: SharedPodColumnsReader;
  readonly #kinds: WatchedKind[];
  readonly #extraKinds: Map<string, FleetKind>;
  readonly #connections = new Map<string, ClusterConnection>();
  readonly #nodeUsage = new Map<string, ReadonlyMap<string, Usage>>();
  readonly #masks = new Map<string, Uint8Array>();
  readonly #calls = new ThreadCalls();
  readonly #statusListeners = new Listeners<ClusterStatus[]>();
  readonly #countListeners = new Listeners<{
    cluster: string;
    counts: WatchCounts;
  }>();
  readonly #credentialListeners = new Listeners<string>();
  readonly #changeListeners = new Map<string, Listeners<void>>();
  readonly #frameListeners = new Map<string, Listeners<Uint8Array[]>>();
  #workloadRows: WorkloadAttributes[] = [];
  #tenantRows: NamespaceTenant[] = [];
  #statuses: ClusterStatus[] = [];
  #worker: Worker;
  #isStopped = false;

  constructor(private readonly options: InventoryClientOptions) {
    const additional = additionalKinds(options.extraKinds ?? []);
    this.#extraKinds = new Map(additional.map(kind => [kind.id, kind]));
    this.#kinds = watchedKinds(additional);
    this.objects = new MainObjectTables(this.#kinds.map(kind => kind.id));
    this.#reader = new SharedPodColumnsReader(
      emptySharedPods(),
      this.#attributes,
    );
    this.#worker = this.#start();
  }

  get pods(): PodColumnsReader {
    return this.#reader;
  }

  async openCluster(connection: ClusterConnection): Promise<void> {
    this.#connections.set(connection.name, connection);
    const usage = this.options.usageOf?.(connection.name) ?? DEFAULT_USAGE;
    await this.#ask('openCluster', { connection, kinds: this.#kinds, usage });
  }

  async closeCluster(name: string): Promise<void> {
    this.#connections.delete(name);
    this.#nodeUsage.delete(name);
    await this.#ask('closeCluster', { name });
    for (const kindId of this.objects.dropCluster(name)) {
      this.#changed(kindId);
    }
  }

  async updateCredentials(
    name: string,
    credentials: ClusterCredentials,
  ): Promise<void> {
    const connection = this.#connections.get(name);
    if (connection) {
      this.#connections.set(name, { ...connection, auth: credentials });
      await this.#ask('updateCredentials', { name, credentials });
    }
  }

  nodeUsage(cluster: string): ReadonlyMap<string, Usage> | undefined {
    return this.#nodeUsage.get(cluster);
  }

  statuses(): ClusterStatus[] {
    return this.#statuses;
  }

  onStatus(listener: (statuses: ClusterStatus[]) => void): () => void {
    return this.#statusListeners.add(listener);
  }

  onCounts(
    listener: (of: { cluster: string; counts: WatchCounts }) => void,
  ): () => void {
    return this.#countListeners.add(listener);
  }

  onCredentialsWanted(listener: (cluster: string) => void): () => void {
    return this.#credentialListeners.add(listener);
  }

  onChange(kindId: string, listener: () => void): () => void {
    return listenersOf(this.#changeListeners, kindId).add(listener);
  }

  async setWorkloadAttributes(rows: WorkloadAttributes[]): Promise<void> {
    this.#workloadRows = rows;
    this.#attributes.setWorkloads(rows);
    await this.#ask('setWorkloadAttributes', { rows });
  }

  async setTenants(rows: NamespaceTenant[]): Promise<void> {
    this.#tenantRows = rows;
    this.#attributes.setTenants(rows);
    await this.#ask('setTenants', { rows });
  }

  async openClass(classId: string, mask: Uint8Array): Promise<void> {
    this.#masks.set(classId, mask);
    await this.#ask('openClass', { classId, mask });
  }

  async updateClassMask(classId: string, mask: Uint8Array): Promise<void> {
    this.#masks.set(classId, mask);
    await this.#ask('updateClassMask', { classId, mask });
  }

  async closeClass(classId: string): Promise<void> {
    this.#masks.delete(classId);
    this.#frameListeners.delete(classId);
    await this.#ask('closeClass', { classId });
  }

  onFrames(
    classId: string,
    listener: (frames: Uint8Array[]) => void,
  ): () => void {
    return listenersOf(this.#frameListeners, classId).add(listener);
  }

  keyframe(classId: string): Promise<Uint8Array[]> {
    return this.#ask('keyframe', { classId });
  }

  digest(cluster: string): Promise<PodsDigest> {
    return this.#ask('digest', { cluster });
  }

  /** For benches: what the thread's isolate holds. */
  memory(): Promise<InventoryRequests['memory']['result']> {
    return this.#ask('memory', {});
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#calls.rejectAll(new Error('the inventory was stopped'));
    await this.#worker.terminate();
  }

  #start(): Worker {
    const { file, execArgv } = this.options.worker ?? {};
    const worker = new Worker(
      file ??
        require.resolve('@panorama/plugin-fleet-backend/inventory-worker'),
      {
        name: 'fleet-inventory',
        ...(execArgv && { execArgv }),
      },
    );
    worker.on('message', (message: InventoryMessage) => this.#receive(message));
    worker.on('error', error => this.#onDeath(worker, error));
    worker.on('exit', code =>
      this.#onDeath(
        worker,
        new Error(`the inventory thread ended with code ${code}`),
      ),
    );
    return worker;
  }

  #onDeath(worker: Worker, cause: Error): void {
    if (this.#isStopped || worker !== this.#worker) {
      return;
    }
    this.options.logger.error(
      `the inventory thread died and is started again: ${cause.message}`,
    );
    this.#calls.rejectAll(cause);
    this.#statuses = this.#statuses.map(status => ({
      ...status,
      freshness: 'stale',
    }));
    this.#statusListeners.call(this.#statuses);
    worker.removeAllListeners('exit');
    const delayed = setTimeout(() => {
      if (!this.#isStopped) {
        this.#worker = this.#start();
        this.#restore();
      }
    }, RESTART_AFTER_MS);
    delayed.unref();
  }

  /** Tells a new thread everything that the old one knew. */
  #restore(): void {
    const { pods } = this;
    const namespaces = Array.from({ length: pods.namespaceCount() }, (_, id) =>
      pods.namespace(id),
    );
    const calls = [
      this.#ask('seedIds', {
        clusters: Array.from({ length: pods.clusterCount() }, (_, id) =>
          pods.cluster(id),
        ),
        namespaces: namespaces.map(({ cluster, name }) => ({ cluster, name })),
      }),
      ...[...this.#connections.values()].map(connection =>
        this.openCluster(connection),
      ),
      this.setWorkloadAttributes(this.#workloadRows),
      this.setTenants(this.#tenantRows),
      ...[...this.#masks].map(([classId, mask]) =>
        this.#reopenClass(classId, mask),
      ),
    ];
    Promise.all(calls).catch(error =>
      this.options.logger.error(
        `the inventory thread could not be restored: ${error}`,
      ),
    );
  }

  /** Viewers of the class get a new picture: the new encoder numbers its rows anew. */
  async #reopenClass(classId: string, mask: Uint8Array): Promise<void> {
    const opened = this.openClass(classId, mask);
    const frames = await this.keyframe(classId);
    await opened;
    this.#frameListeners.get(classId)?.call(frames);
  }

  #ask<T extends InventoryRequestType>(
    type: T,
    params: InventoryRequests[T]['params'],
  ): Promise<InventoryRequests[T]['result']> {
    if (this.#isStopped) {
      return Promise.reject(
        new Error(`the inventory is stopped; it cannot do "${type}"`),
      );
    }
    return this.#calls.ask(this.#worker, type, params);
  }

  #receive(message: InventoryMessage): void {
    switch (message.type) {
      case 'answer':
      case 'failure':
        this.#calls.settle(message);
        break;
      case 'pods':
        this.#reader.attach(message.shared);
        break;
      case 'podsChanged':
        this.#changed('pods');
        break;
      case 'status':
        this.#statuses = message.statuses;
        this.#statusListeners.call(message.statuses);
        break;
      case 'objects':
        this.#takeObjects(message);
        break;
      case 'counts':
        this.#countListeners.call(message);
        break;
      case 'nodeUsage':
        this.#takeNodeUsage(message);
        break;
      case 'credentialsWanted':
        this.#credentialListeners.call(message.cluster);
        break;
      case 'frames':
        this.#frameListeners.get(message.classId)?.call(message.frames);
        break;
      case 'log':
        this.#log(message);
        break;
      default:
    }
  }

  #takeObjects({ cluster, kindId, changes }: ObjectsMessage): void {
    // A cluster that was closed meanwhile may still have words under way.
    if (this.#connections.has(cluster)) {
      this.objects.apply(cluster, kindId, this.#projected(kindId, changes));
      if (kindId === 'nodes') {
        this.#takeZones(cluster, changes);
      }
      this.#changed(kindId);
    }
    this.#worker.postMessage({ type: 'objectsTaken' });
  }

  #takeNodeUsage({
    cluster,
    usage,
  }: Extract<InventoryNotification, { type: 'nodeUsage' }>): void {
    if (usage && this.#connections.has(cluster)) {
      this.#nodeUsage.set(cluster, usage);
    } else {
      this.#nodeUsage.delete(cluster);
    }
  }

  #projected(kindId: string, changes: ObjectChange[]): ObjectChange[] {
    const kind = this.#extraKinds.get(kindId);
    return kind
      ? projectOnMain(kind, changes, text => this.options.logger.warn(text))
      : changes;
  }

  #takeZones(cluster: string, changes: ObjectChange[]): void {
    for (const change of changes) {
      if (change.type === 'put') {
        const { zone } = change.object.fields as { zone?: string };
        this.#attributes.setZone(cluster, change.object.name, zone);
      } else if (change.type === 'delete') {
        this.#attributes.setZone(cluster, change.name, undefined);
      }
    }
  }

  #changed(kindId: string): void {
    this.#changeListeners.get(kindId)?.call();
  }

  #log({
    level,
    message,
    cluster,
    kindId,
  }: Extract<InventoryNotification, { type: 'log' }>): void {
    const where = [cluster, kindId].filter(Boolean).join(' ');
    this.options.logger[level](where ? `${where}: ${message}` : message);
  }
}
