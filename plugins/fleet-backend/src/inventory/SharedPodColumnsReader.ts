import {
  NO_ID,
  podStateOf,
  type NamespaceRow,
  type NodeRow,
  type PodListItem,
  type PodShape,
  type WorkloadRow,
} from '@panorama/plugin-fleet-common';
import { viewColumns } from './ColumnStore';
import { DictionaryReader } from './DictionaryReader';
import {
  DICTIONARIES,
  POD_HEADER,
  WHOLE_NAME,
  type DictionaryName,
  type PodColumnArrays,
  type SharedPods,
} from './layout';
import type {
  PodColumnsReader,
  PodIdentity,
  SlotQuery,
} from './PodColumnsReader';
import { formatVersion } from './resourceVersion';
import type { RowAttributes } from './RowAttributes';
import {
  namespaceText,
  readLabelSetText,
  readNamespaceText,
  readNodeText,
  readShapeText,
  readWorkloadText,
} from './rowTexts';
import { formatUid } from './uid';

const SUFFIX_BYTES = 8;
const MEMORY_UNIT = 4096;

/**
 * How often a row that is being written is tried again. Writing takes less than
 * a microsecond; a writer that died in the middle must not hang a request.
 */
const MAX_TRIES = 100;

/** Reads the pod table in shared memory, on either thread. */
export class SharedPodColumnsReader implements PodColumnsReader {
  columns!: PodColumnArrays;
  #header!: Int32Array;
  readonly #dictionaries = new Map<DictionaryName, DictionaryReader>();
  /** By text of the namespace; ids of namespaces are permanent, so it only grows. */
  readonly #namespaceIds = new Map<string, number>();
  #namespacesSeen = 0;

  constructor(shared: SharedPods, private readonly attributes: RowAttributes) {
    this.attach(shared);
  }

  /** The table moved to other buffers. */
  attach(shared: SharedPods): void {
    this.columns = viewColumns(shared.columns);
    this.#header = new Int32Array(shared.header);
    for (const name of DICTIONARIES) {
      const reader = this.#dictionaries.get(name);
      if (reader) {
        reader.attach(shared.dictionaries[name]);
      } else {
        this.#dictionaries.set(
          name,
          new DictionaryReader(shared.dictionaries[name]),
        );
      }
    }
  }

  get length(): number {
    return Math.min(
      Atomics.load(this.#header, POD_HEADER.length),
      this.columns.live.length,
    );
  }

  get size(): number {
    return Atomics.load(this.#header, POD_HEADER.size);
  }

  *slots(query: SlotQuery = {}): Iterable<number> {
    const { clusters, namespaceMask } = query;
    const { live, namespace } = this.columns;
    const { length } = this;
    for (let slot = 0; slot < length; slot += 1) {
      if (
        live[slot] === 1 &&
        (!namespaceMask || namespaceMask[namespace[slot]]) &&
        (!clusters || clusters.has(this.#clusterOf(namespace[slot])))
      ) {
        yield slot;
      }
    }
  }

  find(cluster: string, namespace: string, name: string): number | undefined {
    const namespaceId = this.namespaceId(cluster, namespace);
    if (namespaceId === undefined) {
      return undefined;
    }
    const { live, namespace: namespaces } = this.columns;
    const { length } = this;
    for (let slot = 0; slot < length; slot += 1) {
      if (
        live[slot] === 1 &&
        namespaces[slot] === namespaceId &&
        this.name(slot) === name
      ) {
        return slot;
      }
    }
    return undefined;
  }

  pod(slot: number): PodListItem | undefined {
    return this.#consistently(slot, () => this.#readPod(slot));
  }

  podIdentity(slot: number): PodIdentity | undefined {
    return this.#consistently(slot, () => {
      const { columns } = this;
      const namespace = this.namespace(columns.namespace[slot]);
      const name = this.#readName(slot);
      const owner = this.owner(columns.owner[slot]);
      return {
        cluster: this.cluster(namespace.cluster),
        namespace: namespace.name,
        name,
        uid: formatUid(columns.uid, slot * 4),
        resourceVersion: formatVersion(
          columns.resourceVersion[slot * 2],
          columns.resourceVersion[slot * 2 + 1],
        ),
        labels: readLabelSetText(
          this.#text('labelSets', columns.labelSet[slot]),
          owner?.kind,
          name,
        ),
        ...(owner && { owner }),
      };
    });
  }

  name(slot: number): string {
    return this.#consistently(slot, () => this.#readName(slot)) ?? '';
  }

  clusterCount(): number {
    return this.#count('clusters');
  }

  namespaceCount(): number {
    return this.#count('namespaces');
  }

  cluster(id: number): string {
    return this.#text('clusters', id);
  }

  clusterId(name: string): number | undefined {
    for (let id = 0; id < this.clusterCount(); id += 1) {
      if (this.cluster(id) === name) {
        return id;
      }
    }
    return undefined;
  }

  namespace(id: number): NamespaceRow {
    const { cluster, name } = readNamespaceText(this.#text('namespaces', id));
    const tenant = this.attributes.tenant(this.cluster(cluster), name);
    return tenant === undefined ? { cluster, name } : { cluster, name, tenant };
  }

  namespaceId(cluster: string, namespace: string): number | undefined {
    const count = this.namespaceCount();
    for (; this.#namespacesSeen < count; this.#namespacesSeen += 1) {
      const id = this.#namespacesSeen;
      this.#namespaceIds.set(this.#text('namespaces', id), id);
    }
    const clusterId = this.clusterId(cluster);
    return clusterId === undefined
      ? undefined
      : this.#namespaceIds.get(namespaceText(clusterId, namespace));
  }

  node(id: number): NodeRow {
    const { cluster, name } = readNodeText(this.#text('nodes', id));
    const zone = this.attributes.zone(this.cluster(cluster), name);
    return zone === undefined ? { cluster, name } : { cluster, name, zone };
  }

  workload(id: number): WorkloadRow {
    const row = readWorkloadText(this.#text('workloads', id));
    const namespace = this.namespace(row.namespace);
    const known = this.attributes.workload(
      this.cluster(namespace.cluster),
      namespace.name,
      row.kind,
      row.name,
    );
    return {
      ...row,
      ...(known?.entityRef && { entityRef: known.entityRef }),
      ...(known?.owner && { owner: known.owner }),
      ...(known?.system && { system: known.system }),
    };
  }

  owner(id: number): { kind: string; name: string } | undefined {
    if (id === NO_ID) {
      return undefined;
    }
    const { kind, name } = readWorkloadText(this.#text('owners', id));
    return { kind, name };
  }

  shape(id: number): PodShape {
    return readShapeText(this.#text('shapes', id));
  }

  image(id: number): string {
    return this.#text('images', id);
  }

  reason(id: number): string {
    return id === NO_ID ? '' : this.#text('reasons', id);
  }

  #readPod(slot: number): PodListItem | undefined {
    const { columns } = this;
    const workload = this.workload(columns.workload[slot]);
    const namespace = this.namespace(columns.namespace[slot]);
    const nodeId = columns.node[slot];
    const node = nodeId === NO_ID ? undefined : this.node(nodeId);
    const reason = this.reason(columns.reason[slot]);
    const cpu = columns.cpuUsage[slot];
    const memory = columns.memoryUsage[slot];
    if (!workload.kind) {
      // The worker's dictionaries moved, and the news is still under way.
      return undefined;
    }
    return {
      cluster: this.cluster(namespace.cluster),
      namespace: namespace.name,
      name: this.#readName(slot),
      state: podStateOf(columns.state[slot]),
      ...(reason && { reason }),
      workloadKind: workload.kind,
      workloadName: workload.name,
      ...(node && { node: node.name }),
      ...(node?.zone && { zone: node.zone }),
      ...(namespace.tenant && { tenant: namespace.tenant }),
      ...(workload.owner && { owner: workload.owner }),
      ...(workload.system && { system: workload.system }),
      ...(workload.entityRef && { entityRef: workload.entityRef }),
      image: this.image(columns.image[slot]),
      shape: this.shape(columns.shape[slot]),
      readyContainers: columns.readyContainers[slot],
      restarts: columns.restarts[slot],
      restartsLastHour: columns.restartsLastHour[slot],
      createdAt: columns.createdAt[slot] * 1000,
      ...(cpu !== NO_ID && { cpuMillicores: cpu }),
      ...(memory !== NO_ID && { memoryBytes: memory * MEMORY_UNIT }),
    };
  }

  #readName(slot: number): string {
    const { nameSuffix, nameLength, owner } = this.columns;
    const at = slot * SUFFIX_BYTES;
    const length = nameLength[slot];
    if (length === WHOLE_NAME) {
      const id =
        nameSuffix[at] |
        (nameSuffix[at + 1] << 8) |
        (nameSuffix[at + 2] << 16) |
        (nameSuffix[at + 3] << 24);
      return this.#text('names', id >>> 0);
    }
    let suffix = '';
    for (let i = 0; i < length; i += 1) {
      suffix += String.fromCharCode(nameSuffix[at + i]);
    }
    return `${this.owner(owner[slot])?.name}-${suffix}`;
  }

  /** Runs `read` until no write came in between; `undefined` for a hole. */
  #consistently<T>(slot: number, read: () => T): T | undefined {
    const { version, live } = this.columns;
    if (slot >= version.length) {
      return undefined;
    }
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const before = Atomics.load(version, slot);
      if (before % 2 === 0) {
        if (live[slot] !== 1) {
          return undefined;
        }
        const value = read();
        if (Atomics.load(version, slot) === before) {
          return value;
        }
      }
    }
    return undefined;
  }

  #text(name: DictionaryName, id: number): string {
    return this.#dictionaries.get(name)!.text(id);
  }

  #count(name: DictionaryName): number {
    return this.#dictionaries.get(name)!.countPermanent();
  }

  #clusterOf(namespaceId: number): number {
    return readNamespaceText(this.#text('namespaces', namespaceId)).cluster;
  }
}
