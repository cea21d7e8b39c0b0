import type { StreamCursor } from './protocol';

/**
 * The pods that one viewer may see, as columns. Both ends of the stream use it:
 * the browser fills it from frames, tests compare it with a slow and obvious
 * model. Row numbers ("slots") and dictionary ids are local to the viewer's
 * access class, so they tell nothing about what else exists.
 */

/** What a pod asks for. Units: millicores and bytes; `undefined` where nothing is set. @public */
export interface PodShape {
  cpuRequest?: number;
  cpuLimit?: number;
  memoryRequest?: number;
  memoryLimit?: number;
  qos: QosClass;
  /** Extended GPU resources requested, of any vendor. */
  gpus: number;
  containers: number;
}

/** @public */
export const QOS_CLASSES = ['Guaranteed', 'Burstable', 'BestEffort'] as const;
/** @public */
export type QosClass = (typeof QOS_CLASSES)[number];

/** @public */
export interface NamespaceRow {
  cluster: number;
  name: string;
  /** The tenant as the platform names it (KubeSphere workspace, …). */
  tenant?: string;
}

/** @public */
export interface NodeRow {
  cluster: number;
  name: string;
  zone?: string;
}

/** A workload, or the bare pod itself where nothing controls it. @public */
export interface WorkloadRow {
  /** Id in {@link PodTable.namespaces}. */
  namespace: number;
  kind: string;
  name: string;
  /** Catalog entity that the workload belongs to, as entity ref. */
  entityRef?: string;
  /** Owning group or user of that entity, as entity ref. */
  owner?: string;
  /** System of that entity, as entity ref. */
  system?: string;
}

/** The numbers of one pod; everything else hangs on dictionary rows. @public */
export interface PodRow {
  /** Ids in the tables of the same name. */
  workload: number;
  /** `NO_ID` for a pod that no node has yet. */
  node: number;
  shape: number;
  /** Main container's image. */
  image: number;
  name: string;
  /** Code of `POD_STATES`. */
  state: number;
  /** Id in {@link PodTable.reasons}; `NO_ID` where the state says everything. */
  reason: number;
  readyContainers: number;
  restarts: number;
  restartsLastHour: number;
  /** Seconds since the epoch. */
  createdAt: number;
  /** Bytes of `quantise`. */
  cpuUsage: number;
  memoryUsage: number;
}

/** "None" in columns that hold dictionary ids. @public */
export const NO_ID = 0xffffffff;

const GROWTH = 1.5;

/** @public */
export class PodTable {
  clusters: string[] = [];
  namespaces: NamespaceRow[] = [];
  nodes: NodeRow[] = [];
  workloads: WorkloadRow[] = [];
  shapes: PodShape[] = [];
  images: string[] = [];
  reasons: string[] = [];

  /** Per cluster, how far its rows are; a hole until its keyframe has come. */
  cursors: Array<StreamCursor | undefined> = [];
  /** Keyframes to come until the picture is complete. */
  keyframesToFollow = 0;

  /** One more than the highest slot in use. */
  length = 0;
  /** Number of pods, without the holes. */
  size = 0;

  live = new Uint8Array(0);
  workload = new Uint32Array(0);
  node = new Uint32Array(0);
  shape = new Uint32Array(0);
  image = new Uint32Array(0);
  reason = new Uint32Array(0);
  createdAt = new Uint32Array(0);
  restarts = new Uint32Array(0);
  restartsLastHour = new Uint8Array(0);
  readyContainers = new Uint8Array(0);
  state = new Uint8Array(0);
  cpuUsage = new Uint8Array(0);
  memoryUsage = new Uint8Array(0);
  names: string[] = [];

  /** Writes a pod into a slot, new or not. */
  set(slot: number, row: PodRow): void {
    this.reserve(slot + 1);
    if (!this.live[slot]) {
      this.live[slot] = 1;
      this.size += 1;
    }
    this.length = Math.max(this.length, slot + 1);
    this.workload[slot] = row.workload;
    this.node[slot] = row.node;
    this.shape[slot] = row.shape;
    this.image[slot] = row.image;
    this.names[slot] = row.name;
    this.state[slot] = row.state;
    this.reason[slot] = row.reason;
    this.readyContainers[slot] = row.readyContainers;
    this.restarts[slot] = row.restarts;
    this.restartsLastHour[slot] = row.restartsLastHour;
    this.createdAt[slot] = row.createdAt;
    this.cpuUsage[slot] = row.cpuUsage;
    this.memoryUsage[slot] = row.memoryUsage;
  }

  /** Leaves a hole; the slot may be given to another pod later. */
  delete(slot: number): void {
    if (this.live[slot]) {
      this.live[slot] = 0;
      this.size -= 1;
      this.names[slot] = '';
    }
  }

  /** Forgets everything, ids and cursors too. */
  clear(): void {
    this.replaceWith(new PodTable());
  }

  /** Takes over all content of another table, which must not be used afterwards. */
  replaceWith(next: PodTable): void {
    Object.assign(this, next);
  }

  /** Ascending slots of the pods of one cluster, or of all. */
  slots(cluster?: number): Uint32Array {
    const slots = new Uint32Array(this.size);
    let count = 0;
    for (let slot = 0; slot < this.length; slot++) {
      if (
        this.live[slot] &&
        (cluster === undefined || this.clusterOf(slot) === cluster)
      ) {
        slots[count++] = slot;
      }
    }
    return slots.slice(0, count);
  }

  nameOf(slot: number): string {
    return this.names[slot];
  }

  /** Name of a workload by id; the id must be known. */
  workloadName(workload: number): string {
    return this.workloads[workload].name;
  }

  row(slot: number): PodRow | undefined {
    if (!this.live[slot]) {
      return undefined;
    }
    return {
      workload: this.workload[slot],
      node: this.node[slot],
      shape: this.shape[slot],
      image: this.image[slot],
      name: this.names[slot],
      state: this.state[slot],
      reason: this.reason[slot],
      readyContainers: this.readyContainers[slot],
      restarts: this.restarts[slot],
      restartsLastHour: this.restartsLastHour[slot],
      createdAt: this.createdAt[slot],
      cpuUsage: this.cpuUsage[slot],
      memoryUsage: this.memoryUsage[slot],
    };
  }

  namespaceOf(slot: number): NamespaceRow {
    return this.namespaces[this.workloads[this.workload[slot]].namespace];
  }

  /** Index in {@link clusters}. */
  clusterOf(slot: number): number {
    return this.namespaceOf(slot).cluster;
  }

  private reserve(slots: number): void {
    if (slots <= this.live.length) {
      return;
    }
    const capacity = Math.max(64, slots, Math.ceil(this.live.length * GROWTH));
    const grown = <A extends Uint8Array | Uint32Array>(column: A): A => {
      const next = new (column.constructor as new (length: number) => A)(
        capacity,
      );
      next.set(column);
      return next;
    };
    this.live = grown(this.live);
    this.workload = grown(this.workload);
    this.node = grown(this.node);
    this.shape = grown(this.shape);
    this.image = grown(this.image);
    this.reason = grown(this.reason);
    this.createdAt = grown(this.createdAt);
    this.restarts = grown(this.restarts);
    this.restartsLastHour = grown(this.restartsLastHour);
    this.readyContainers = grown(this.readyContainers);
    this.state = grown(this.state);
    this.cpuUsage = grown(this.cpuUsage);
    this.memoryUsage = grown(this.memoryUsage);
  }
}
