import { NO_ID } from '@panorama/plugin-fleet-common';
import type { PodFacts } from '../decode/podFacts';
import { POD_CHANGE } from '../worker/classEncoding';
import type { ColumnStore } from './ColumnStore';
import { WHOLE_NAME } from './layout';
import type { PodDictionaries } from './PodDictionaries';
import { labelSetText, nodeText, shapeText, workloadText } from './rowTexts';
import {
  guessTopOwner,
  OwnerExceptions,
  ownWorkload,
  type WorkloadName,
} from './topOwner';

const SUFFIX_BYTES = 8;

const COLUMNS = [
  'workload',
  'owner',
  'node',
  'shape',
  'image',
  'labelSet',
] as const;

/**
 * The columns that say what a pod belongs to: its name and labels, its owner
 * and workload, its node, image and shape. Each use of a text is counted.
 */
export class PodPlacement {
  readonly #exceptions = new OwnerExceptions();
  readonly #suffix = new Uint8Array(SUFFIX_BYTES);

  constructor(
    private readonly store: ColumnStore,
    private readonly dictionaries: PodDictionaries,
  ) {}

  /** Before the first {@link write} of a pod: what stays for its life. */
  prepare(slot: number, pod: PodFacts): void {
    for (const column of COLUMNS) {
      this.store.columns[column][slot] = NO_ID;
    }
    this.#writeName(slot, pod);
  }

  /** The pod has gone. */
  forget(slot: number, nowMs: number): void {
    const { columns } = this.store;
    const { dictionaries } = this;
    dictionaries.release('workloads', columns.workload[slot], nowMs);
    dictionaries.release('owners', columns.owner[slot], nowMs);
    dictionaries.release('nodes', columns.node[slot], nowMs);
    dictionaries.release('shapes', columns.shape[slot], nowMs);
    dictionaries.release('images', columns.image[slot], nowMs);
    dictionaries.release('labelSets', columns.labelSet[slot], nowMs);
    if (columns.nameLength[slot] === WHOLE_NAME) {
      const at = slot * SUFFIX_BYTES;
      dictionaries.release('names', readWord(columns.nameSuffix, at), nowMs);
    }
  }

  /**
   * Remembers who is above a controller.
   *
   * @param place - cluster and namespace, as a key
   * @returns which pods get which workload because of it
   */
  setTopOwner(
    place: string,
    namespaceId: number | undefined,
    owner: WorkloadName & { labels: Record<string, string> },
    top: WorkloadName | undefined,
  ): { owner: number; workload: string } | undefined {
    const key = `${place}/${owner.kind}/${owner.name}`;
    const guess = guessTopOwner(owner, owner.labels);
    const before = this.#exceptions.get(key) ?? guess;
    const actual = top ?? { kind: owner.kind, name: owner.name };
    this.#exceptions.set(key, guess, actual);
    const isUnchanged =
      before.kind === actual.kind && before.name === actual.name;
    if (isUnchanged || namespaceId === undefined) {
      return undefined;
    }
    const ownerId = this.dictionaries
      .get('owners')
      .find(workloadText(namespaceId, owner.kind, owner.name));
    return ownerId === undefined
      ? undefined
      : {
          owner: ownerId,
          workload: workloadText(namespaceId, actual.kind, actual.name),
        };
  }

  /** Gives a pod to another workload. */
  move(slot: number, workload: string, nowMs: number): void {
    this.#exchange(slot, 'workload', 'workloads', workload, nowMs);
  }

  forgetOwner(place: string, owner: WorkloadName): void {
    this.#exceptions.delete(`${place}/${owner.kind}/${owner.name}`);
  }

  forgetOwners(prefix: string): void {
    this.#exceptions.deleteWhere(key => key.startsWith(prefix));
  }

  /** Nearly every pod is named `<owner>-<few characters>`: then only those are kept. */
  #writeName(slot: number, pod: PodFacts): void {
    const { columns } = this.store;
    const { owner, name } = pod;
    const at = slot * SUFFIX_BYTES;
    const length = owner ? name.length - owner.name.length - 1 : -1;
    if (
      owner &&
      length > 0 &&
      length <= SUFFIX_BYTES &&
      name.startsWith(`${owner.name}-`)
    ) {
      // Names are DNS subdomains: ASCII.
      for (let i = 0; i < length; i += 1) {
        columns.nameSuffix[at + i] = name.charCodeAt(owner.name.length + 1 + i);
      }
      columns.nameLength[slot] = length;
      return;
    }
    const id = this.dictionaries.get('names').acquire(name);
    new DataView(this.#suffix.buffer).setUint32(0, id, true);
    columns.nameSuffix.set(this.#suffix, at);
    columns.nameLength[slot] = WHOLE_NAME;
  }

  /** @returns bits of `POD_CHANGE` */
  write(slot: number, cluster: number, pod: PodFacts, nowMs: number): number {
    const namespaceId = this.store.columns.namespace[slot];
    const { owner } = pod;
    const workload = this.#workloadOf(cluster, pod);
    const texts = {
      workload: workloadText(namespaceId, workload.kind, workload.name),
      // The name is kept relative to the owner, so the owner stays for life.
      owner: owner && workloadText(namespaceId, owner.kind, owner.name),
      node: pod.node ? nodeText(cluster, pod.node) : undefined,
      shape: shapeText(pod.shape),
      image: pod.image,
      labelSet: labelSetText(pod.labels, owner?.kind),
    };
    let what = this.#exchange(
      slot,
      'workload',
      'workloads',
      texts.workload,
      nowMs,
    );
    const hasOwner = this.store.columns.owner[slot] !== NO_ID;
    if (owner && !hasOwner) {
      what |= this.#exchange(slot, 'owner', 'owners', texts.owner, nowMs);
    }
    what |= this.#exchange(slot, 'node', 'nodes', texts.node, nowMs);
    what |= this.#exchange(slot, 'shape', 'shapes', texts.shape, nowMs);
    what |= this.#exchange(slot, 'image', 'images', texts.image, nowMs);
    what |= this.#exchange(
      slot,
      'labelSet',
      'labelSets',
      texts.labelSet,
      nowMs,
    );
    return what;
  }

  #exchange(
    slot: number,
    column: 'workload' | 'owner' | 'node' | 'shape' | 'image' | 'labelSet',
    dictionary:
      | 'workloads'
      | 'owners'
      | 'nodes'
      | 'shapes'
      | 'images'
      | 'labelSets',
    text: string | undefined,
    nowMs: number,
  ): number {
    const ids = this.store.columns[column];
    const before = ids[slot];
    ids[slot] = this.dictionaries.exchange(dictionary, before, text, nowMs);
    return ids[slot] === before ? 0 : POD_CHANGE.placement;
  }

  #workloadOf(cluster: number, pod: PodFacts): WorkloadName {
    const { owner } = pod;
    if (!owner || owner.kind === 'Node') {
      return ownWorkload(pod);
    }
    return (
      this.#exceptions.get(
        `${cluster}/${pod.namespace}/${owner.kind}/${owner.name}`,
      ) ?? guessTopOwner(owner, pod.labels)
    );
  }
}

function readWord(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] |
      (bytes[at + 1] << 8) |
      (bytes[at + 2] << 16) |
      (bytes[at + 3] << 24)) >>>
    0
  );
}
