import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import type { FleetObject } from '@panorama/plugin-fleet-node';
import { podFacts } from '../decode/podFacts';
import type { SelectedPod } from '../decode/selectedPod';
import { PodColumns } from '../inventory/PodColumns';
import type { PodColumnsReader } from '../inventory/PodColumnsReader';
import { RowAttributes } from '../inventory/RowAttributes';
import { SharedPodColumnsReader } from '../inventory/SharedPodColumnsReader';
import { createClassEncoder } from '../stream/ClassEncoder';
import type { Usage } from '../usage/UsageSource';
import type { ClassEncoder } from '../worker/classEncoding';
import type { WatchCounts } from '../worker/countedTarget';
import type { Inventory } from '../worker/Inventory';
import { MainObjectTables } from '../worker/MainObjectTables';
import type {
  ClusterConnection,
  ClusterCredentials,
  NamespaceTenant,
  WorkloadAttributes,
} from '../worker/protocol';

const NOW = Date.parse('2026-11-20T10:00:00Z');

type CountListener = (of: { cluster: string; counts: WatchCounts }) => void;

/** The inventory without a thread: real columns, tables and encoder, filled by the test. */
export class TestInventory implements Inventory {
  readonly opened: ClusterConnection[] = [];
  readonly closed: string[] = [];
  readonly credentials: Array<
    [cluster: string, credentials: ClusterCredentials]
  > = [];
  workloadAttributes: WorkloadAttributes[] = [];
  tenants: NamespaceTenant[] = [];
  readonly objects = new MainObjectTables([]);
  readonly pods: PodColumnsReader;
  readonly #columns: PodColumns;
  readonly #nodeUsage = new Map<string, ReadonlyMap<string, Usage>>();
  readonly #attributes = new RowAttributes();
  readonly #reader: SharedPodColumnsReader;
  readonly #statuses = new Map<string, ClusterStatus>();
  readonly #encoders = new Map<string, ClassEncoder>();
  readonly #onChange = new Map<string, Set<() => void>>();
  readonly #onStatus = new Set<() => void>();
  readonly #onCounts = new Set<CountListener>();
  readonly #onWanted = new Set<(cluster: string) => void>();

  constructor() {
    this.#columns = new PodColumns(NOW, () =>
      this.#reader?.attach(this.#columns.shared()),
    );
    this.#reader = new SharedPodColumnsReader(
      this.#columns.shared(),
      this.#attributes,
    );
    this.pods = this.#reader;
  }

  addPod(cluster: string, pod: SelectedPod): void {
    this.#columns.upsert(
      this.#columns.cluster(cluster),
      podFacts(pod, NOW),
      NOW,
    );
    this.tell('pods');
  }

  addObject(
    object: Pick<FleetObject, 'cluster' | 'kindId' | 'name'> &
      Partial<FleetObject>,
  ): void {
    const full: FleetObject = {
      uid: `${object.cluster}-${object.kindId}-${object.namespace ?? ''}-${
        object.name
      }`,
      resourceVersion: '1',
      namespace: '',
      createdAt: NOW,
      labels: {},
      fields: {},
      ...object,
    };
    this.objects.apply(object.cluster, object.kindId, [
      { type: 'put', object: full },
    ]);
    this.tell(object.kindId);
  }

  deleteObject({
    cluster,
    kindId,
    namespace = '',
    name,
  }: Partial<FleetObject> & {
    cluster: string;
    kindId: string;
    name: string;
  }): void {
    this.objects.apply(cluster, kindId, [{ type: 'delete', namespace, name }]);
    this.tell(kindId);
  }

  tell(kindId: string): void {
    this.#onChange.get(kindId)?.forEach(listener => listener());
  }

  wantCredentials(cluster: string): void {
    this.#onWanted.forEach(listener => listener(cluster));
  }

  async openCluster(connection: ClusterConnection) {
    this.opened.push(connection);
    this.#statuses.set(connection.name, {
      name: connection.name,
      freshness: 'live',
      missingKinds: [],
      version: 'v1.36.1',
      objectsRead: 4711,
      hasUsage: false,
    });
  }

  async closeCluster(name: string) {
    this.closed.push(name);
    this.#statuses.delete(name);
  }

  async updateCredentials(name: string, credentials: ClusterCredentials) {
    this.credentials.push([name, credentials]);
  }

  measureNodes(cluster: string, usage: Record<string, Usage>): void {
    this.#nodeUsage.set(cluster, new Map(Object.entries(usage)));
  }

  nodeUsage(cluster: string) {
    return this.#nodeUsage.get(cluster);
  }

  statuses() {
    return [...this.#statuses.values()];
  }

  /** A cluster that does not let the portal read this kind. */
  forbid(cluster: string, kindId: string): void {
    this.#statuses.set(cluster, {
      name: cluster,
      freshness: 'live',
      missingKinds: [{ kind: kindId, reason: 'forbidden' }],
      hasUsage: false,
    });
    this.#onStatus.forEach(listener => listener());
  }

  onStatus(listener: (statuses: ClusterStatus[]) => void) {
    const tell = () => listener(this.statuses());
    this.#onStatus.add(tell);
    return () => this.#onStatus.delete(tell);
  }

  count(cluster: string, counts: WatchCounts): void {
    this.#onCounts.forEach(listener => listener({ cluster, counts }));
  }

  onCounts(listener: CountListener) {
    this.#onCounts.add(listener);
    return () => this.#onCounts.delete(listener);
  }

  onCredentialsWanted(listener: (cluster: string) => void) {
    this.#onWanted.add(listener);
    return () => this.#onWanted.delete(listener);
  }

  onChange(kindId: string, listener: () => void) {
    const listeners = this.#onChange.get(kindId) ?? new Set();
    this.#onChange.set(kindId, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  async setWorkloadAttributes(rows: WorkloadAttributes[]) {
    this.workloadAttributes = rows;
    this.#attributes.setWorkloads(rows);
  }

  async setTenants(rows: NamespaceTenant[]) {
    this.tenants = rows;
    this.#attributes.setTenants(rows);
  }

  async openClass(classId: string, mask: Uint8Array) {
    this.#encoders.set(
      classId,
      createClassEncoder({
        reader: this.pods,
        mask,
        clusters: [],
        firstEpoch: 1,
      }),
    );
  }

  async updateClassMask(classId: string, mask: Uint8Array) {
    this.#encoders.get(classId)?.setMask(mask, NOW);
  }

  async closeClass(classId: string) {
    this.#encoders.delete(classId);
  }

  onFrames() {
    return () => {};
  }

  async keyframe(classId: string) {
    return this.#encoders.get(classId)?.keyframe(NOW) ?? [];
  }

  async digest() {
    return { pods: this.pods.size, hash: '0' };
  }

  async stop() {}
}
