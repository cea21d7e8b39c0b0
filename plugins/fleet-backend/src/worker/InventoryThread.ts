import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import { selectedFields } from '../decode/Projection';
import { PROJECTIONS } from '../decode/projections';
import { OTHERS, WHOLE } from '../decode/selectJson';
import { POD_FIELDS } from '../decode/selectedPod';
import { podsDigest } from '../inventory/digest';
import { PodColumns } from '../inventory/PodColumns';
import { RowAttributes } from '../inventory/RowAttributes';
import { SharedPodColumnsReader } from '../inventory/SharedPodColumnsReader';
import { pollUsage } from '../usage/pollUsage';
import type { Clock } from '../watch/Clock';
import { PodProtobufFormat } from '../watch/formats/PodProtobufFormat';
import { KubernetesTransport } from '../watch/KubernetesTransport';
import type {
  ClassEncoder,
  CreateClassEncoder,
  PodChanges,
} from './classEncoding';
import { ClusterSession } from './ClusterSession';
import { ObjectOutbox } from './ObjectOutbox';
import type {
  InventoryNotification,
  InventoryRequests,
  InventoryRequestType,
  WatchedKind,
} from './protocol';
import { objectTarget, observerOf, podTarget } from './targets';
import type { SessionKind } from './WatchedKind';

/** Frames leave four times a second: faster than an eye follows a cell, slow enough to merge a burst. */
export const TICK_MS = 250;

/** How often time alone is looked at (lapses, expiring restarts). */
const ADVANCE_EVERY_TICKS = 4;

interface OpenCluster {
  id: number;
  session: ClusterSession;
  transport: KubernetesTransport;
}

export interface InventoryThreadOptions {
  send: (message: InventoryNotification, transfer?: ArrayBuffer[]) => void;
  clock: Clock;
  createClassEncoder: CreateClassEncoder;
}

type Handlers = {
  [T in InventoryRequestType]: (
    params: InventoryRequests[T]['params'],
  ) => InventoryRequests[T]['result'] | Promise<InventoryRequests[T]['result']>;
};

/** The inventory thread without the thread: tests drive it directly. */
export class InventoryThread {
  readonly #columns: PodColumns;
  readonly #reader: SharedPodColumnsReader;
  readonly #attributes = new RowAttributes();
  readonly #outbox: ObjectOutbox;
  readonly #clusters = new Map<string, OpenCluster>();
  readonly #encoders = new Map<string, ClassEncoder>();
  #renamed: PodChanges['renamed'] = {
    namespaces: [],
    nodes: [],
    workloads: [],
  };
  #isSharedStale = true;
  #isStatusStale = false;
  #statuses: ClusterStatus[] = [];
  #ticks = 0;

  constructor(private readonly options: InventoryThreadOptions) {
    this.#columns = new PodColumns(options.clock.now(), () => this.#onGrown());
    this.#reader = new SharedPodColumnsReader(
      this.#columns.shared(),
      this.#attributes,
    );
    this.#outbox = new ObjectOutbox(options.send);
    this.#shareIfStale();
  }

  readonly handlers: Handlers = {
    seedIds: ({ clusters, namespaces }) => {
      clusters.forEach(name => this.#columns.cluster(name));
      namespaces.forEach(({ cluster, name }) =>
        this.#columns.namespace(cluster, name),
      );
    },
    openCluster: params => this.#open(params),
    closeCluster: ({ name }) => this.#close(name),
    updateCredentials: ({ name, credentials }) => {
      const open = this.#clusters.get(name);
      open?.transport.updateCredentials(credentials);
      open?.session.credentialsChanged();
    },
    setWorkloadAttributes: ({ rows }) => {
      const changed = new Set(
        this.#attributes
          .setWorkloads(rows)
          .map(
            row => `${row.cluster}/${row.namespace}/${row.kind}/${row.name}`,
          ),
      );
      this.#renamed.workloads.push(...this.#workloadIds(changed));
    },
    setTenants: ({ rows }) => {
      for (const { cluster, name } of this.#attributes.setTenants(rows)) {
        const id = this.#reader.namespaceId(cluster, name);
        if (id !== undefined) {
          this.#renamed.namespaces.push(id);
        }
      }
    },
    openClass: ({ classId, mask }) => {
      this.#encoders.set(
        classId,
        this.options.createClassEncoder({
          reader: this.#reader,
          mask,
          clusters: this.#statuses,
          firstEpoch: this.#drawEpoch(),
        }),
      );
    },
    updateClassMask: ({ classId, mask }) => {
      this.tick();
      const frames = this.#encoder(classId).setMask(
        mask,
        this.options.clock.now(),
      );
      this.#sendFrames(classId, frames);
    },
    closeClass: ({ classId }) => {
      this.#encoders.delete(classId);
    },
    keyframe: ({ classId }) => {
      // The encoder expects that nothing is pending.
      this.tick();
      return this.#encoder(classId).keyframe(this.options.clock.now());
    },
    digest: ({ cluster }) => podsDigest(this.#reader, cluster),
    memory: () => {
      globalThis.gc?.();
      const { heapUsed, external, arrayBuffers } = process.memoryUsage();
      return { heapUsed, external, arrayBuffers };
    },
  };

  /** The main thread has dealt with the last message of objects. */
  objectsTaken(): void {
    this.#outbox.taken();
  }

  /** Every {@link TICK_MS}: sends what happened since the last time. */
  tick(): void {
    const now = this.options.clock.now();
    this.#ticks += 1;
    if (this.#ticks % ADVANCE_EVERY_TICKS === 0) {
      this.#columns.advance(now);
    }
    this.#shareIfStale();
    if (this.#ticks % STATUS_EVERY_TICKS === 0) {
      this.#sendCounts();
    }
    const clustersChanged = this.#refreshStatuses();
    const hasChanges = this.#columns.hasChanges();
    const { slots, what, released } = this.#columns.take(now);
    const changes: PodChanges = {
      slots,
      what,
      released,
      renamed: this.#renamed,
      clusters: this.#statuses,
      clustersChanged,
    };
    this.#renamed = { namespaces: [], nodes: [], workloads: [] };
    for (const [classId, encoder] of this.#encoders) {
      this.#sendFrames(classId, encoder.tick(changes, now));
    }
    if (clustersChanged) {
      this.options.send({ type: 'status', statuses: this.#statuses });
    }
    if (hasChanges) {
      this.options.send({ type: 'podsChanged' });
    }
    this.#outbox.flush();
  }

  async stop(): Promise<void> {
    await Promise.all(
      [...this.#clusters.values()].map(({ session }) => session.stop()),
    );
  }

  async #open({
    connection,
    kinds,
    usage,
  }: InventoryRequests['openCluster']['params']): Promise<void> {
    const previous = this.#clusters.get(connection.name);
    await previous?.session.stop();
    const id = this.#columns.cluster(connection.name);
    const transport = new KubernetesTransport(connection);
    const { clock } = this.options;
    const session = new ClusterSession({
      name: connection.name,
      title: connection.title,
      transport,
      clock,
      kinds: [
        this.#podKind(id),
        ...this.#objectKinds({ id, name: connection.name }, kinds),
      ],
      onStatus: () => {
        this.#isStatusStale = true;
      },
      onCredentialsWanted: () =>
        this.options.send({
          type: 'credentialsWanted',
          cluster: connection.name,
        }),
      log: (level, message, kindId) =>
        this.options.send({
          type: 'log',
          level,
          message,
          cluster: connection.name,
          kindId,
        }),
    });
    this.#clusters.set(connection.name, { id, session, transport });
    this.#isStatusStale = true;
    session.start();
    pollUsage(
      {
        settings: usage,
        listed: session.listed,
        cluster: id,
        transport,
        clock,
        columns: this.#columns,
        reader: this.#reader,
        onNodes: nodes =>
          this.options.send({
            type: 'nodeUsage',
            cluster: connection.name,
            usage: nodes,
          }),
        onStatus: status => {
          session.usage = status;
          this.#isStatusStale = true;
        },
        onFailure: () => session.countUsageFailure(),
      },
      session.signal,
    ).catch(error =>
      this.options.send({
        type: 'log',
        level: 'error',
        message: `usage is not read any more: ${error}`,
        cluster: connection.name,
      }),
    );
  }

  async #close(name: string): Promise<void> {
    const open = this.#clusters.get(name);
    if (open) {
      this.#clusters.delete(name);
      await open.session.stop();
      this.#columns.dropCluster(open.id, this.options.clock.now());
      this.#isStatusStale = true;
    }
  }

  #podKind(cluster: number): SessionKind {
    return {
      id: 'pods',
      group: '',
      versions: ['v1'],
      plural: 'pods',
      fields: POD_FIELDS,
      preferredFormat: new PodProtobufFormat(),
      target: podTarget({
        columns: this.#columns,
        cluster,
        clock: this.options.clock,
        // Whoever waits for the picture need not wait for the next tick as well.
        onCommit: () => queueMicrotask(() => this.tick()),
        onDrop: () => {},
      }),
    };
  }

  #objectKinds(
    cluster: { id: number; name: string },
    kinds: WatchedKind[],
  ): SessionKind[] {
    return kinds.map(kind => {
      const projection = PROJECTIONS.find(known => known.id === kind.id) ?? {
        fields: { [OTHERS]: WHOLE, metadata: { annotations: WHOLE } } as const,
        // Shrinks on the main thread: see `WatchedKind.projection`.
        project: (object: { metadata: unknown }) => object,
        query: undefined,
      };
      return {
        id: kind.id,
        group: kind.group,
        versions: kind.versions,
        plural: kind.plural,
        query: projection.query,
        fields: selectedFields(projection),
        target: objectTarget({
          cluster: cluster.name,
          kindId: kind.id,
          projection,
          outbox: this.#outbox,
          observer: observerOf(kind.id, {
            columns: this.#columns,
            attributes: this.#attributes,
            cluster,
            clock: this.options.clock,
            onZone: node => this.#onZone(cluster, node),
          }),
          onBadObject: message =>
            this.options.send({
              type: 'log',
              level: 'warn',
              message,
              cluster: cluster.name,
              kindId: kind.id,
            }),
        }),
      };
    });
  }

  #onZone(cluster: { id: number }, node: string): void {
    const id = this.#columns.nodeId(cluster.id, node);
    if (id !== undefined) {
      this.#renamed.nodes.push(id);
    }
  }

  #workloadIds(changed: Set<string>): number[] {
    const ids: number[] = [];
    for (const id of changed.size > 0 ? this.#columns.workloadIds() : []) {
      const { namespace, kind, name } = this.#reader.workload(id);
      const row = this.#reader.namespace(namespace);
      if (
        changed.has(
          `${this.#reader.cluster(row.cluster)}/${row.name}/${kind}/${name}`,
        )
      ) {
        ids.push(id);
      }
    }
    return ids;
  }

  #encoder(classId: string): ClassEncoder {
    const encoder = this.#encoders.get(classId);
    if (!encoder) {
      throw new Error(`there is no access class "${classId}": open it first`);
    }
    return encoder;
  }

  #sendFrames(classId: string, frames: Uint8Array[]): void {
    if (frames.length > 0) {
      this.options.send({ type: 'frames', classId, frames });
    }
  }

  #refreshStatuses(): boolean {
    // While lists are under way, their progress changes without a change of state.
    const isSyncing = this.#statuses.some(
      status => status.freshness === 'syncing',
    );
    if (
      !this.#isStatusStale &&
      !isSyncing &&
      this.#ticks % STATUS_EVERY_TICKS !== 0
    ) {
      return false;
    }
    this.#isStatusStale = false;
    this.#statuses = [...this.#clusters.values()].map(({ session }) =>
      session.status(),
    );
    return true;
  }

  /** By chance, because a thread cannot know which numbers the one before it gave. */
  #drawEpoch(): number {
    return Math.floor(this.options.clock.random() * EPOCHS);
  }

  #sendCounts(): void {
    for (const [cluster, { session }] of this.#clusters) {
      const counts = session.takeCounts();
      this.options.send({ type: 'counts', cluster, counts });
    }
  }

  #onGrown(): void {
    this.#isSharedStale = true;
    // At once, not at the next tick: a reader that knows only the old memory sees no new pods.
    queueMicrotask(() => this.#shareIfStale());
  }

  #shareIfStale(): void {
    if (this.#isSharedStale) {
      this.#isSharedStale = false;
      const shared = this.#columns.shared();
      this.#reader.attach(shared);
      this.options.send({ type: 'pods', shared });
    }
  }
}

/** Enough that two threads do not draw the same one; three bytes in each frame. */
const EPOCHS = 2 ** 20;

/** `lastSeenAt` moves with every byte; people read it in seconds. */
const STATUS_EVERY_TICKS = 20;
