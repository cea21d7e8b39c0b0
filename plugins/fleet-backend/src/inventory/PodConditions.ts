import { NO_ID, podStateCode } from '@panorama/plugin-fleet-common';
import type { PodCondition } from '../decode/podState';
import type { ColumnStore } from './ColumnStore';
import type { PodDictionaries } from './PodDictionaries';
import { resized } from './room';

/** States that a lost node says nothing about: the pod had ended before. */
const ENDED = new Set([podStateCode('completed'), podStateCode('failed')]);
const UNKNOWN = podStateCode('unknown');

interface Lapse {
  atMs: number;
  state: number;
  reason?: string;
}

/**
 * The columns `state` and `reason`: what a pod says of itself, unless its node
 * is lost, and until time makes something else of it.
 */
export class PodConditions {
  /** State and reason without regard to the node, per slot. */
  #ownState: Uint8Array;
  #ownReason: Uint32Array;
  readonly #lapses = new Map<number, Lapse>();
  /** Ids of nodes from which nothing is heard; each holds a use of its id. */
  readonly #lostNodes = new Set<number>();

  constructor(
    private readonly store: ColumnStore,
    private readonly dictionaries: PodDictionaries,
  ) {
    this.#ownState = new Uint8Array(store.capacity);
    this.#ownReason = new Uint32Array(store.capacity);
  }

  resize(slots: number): void {
    this.#ownState = resized(this.#ownState, new Uint8Array(slots));
    this.#ownReason = resized(this.#ownReason, new Uint32Array(slots));
  }

  /** Before the first {@link write} of a pod. */
  clear(slot: number): void {
    this.#ownReason[slot] = NO_ID;
    this.store.columns.reason[slot] = NO_ID;
  }

  /** Writes what the pod says. @returns whether readers see a difference */
  write(
    slot: number,
    { state, reason, lapses }: PodCondition,
    nowMs: number,
  ): boolean {
    this.#setOwn(slot, podStateCode(state), reason, nowMs);
    if (lapses) {
      this.#lapses.set(slot, {
        atMs: lapses.atMs,
        state: podStateCode(lapses.state),
        reason: lapses.reason,
      });
    } else {
      this.#lapses.delete(slot);
    }
    return this.refresh(slot, nowMs);
  }

  /** The pod has gone. */
  forget(slot: number, nowMs: number): void {
    this.dictionaries.release(
      'reasons',
      this.store.columns.reason[slot],
      nowMs,
    );
    this.dictionaries.release('reasons', this.#ownReason[slot], nowMs);
    this.#lapses.delete(slot);
  }

  /** @returns the id of the node when that is news; its pods want {@link refresh} then */
  setNodeLost(
    nodeText: string,
    isLost: boolean,
    nowMs: number,
  ): number | undefined {
    const nodes = this.dictionaries.get('nodes');
    const known = nodes.find(nodeText);
    const wasLost = known !== undefined && this.#lostNodes.has(known);
    if (isLost && !wasLost) {
      const id = nodes.acquire(nodeText);
      this.#lostNodes.add(id);
      return id;
    }
    if (!isLost && wasLost) {
      this.#lostNodes.delete(known);
      nodes.release(known, nowMs);
      return known;
    }
    return undefined;
  }

  /** Applies the lapses that are due. */
  advance(nowMs: number, onChanged: (slot: number) => void): void {
    for (const [slot, lapse] of this.#lapses) {
      if (lapse.atMs <= nowMs) {
        this.#lapses.delete(slot);
        this.#setOwn(slot, lapse.state, lapse.reason, nowMs);
        if (this.refresh(slot, nowMs)) {
          onChanged(slot);
        }
      }
    }
  }

  /** Writes the columns from what is known. @returns whether readers see a difference */
  refresh(slot: number, nowMs: number): boolean {
    const { columns } = this.store;
    const { dictionaries } = this;
    const isLost =
      this.#lostNodes.has(columns.node[slot]) &&
      !ENDED.has(this.#ownState[slot]);
    const state = isLost ? UNKNOWN : this.#ownState[slot];
    const before = columns.reason[slot];
    if (isLost) {
      columns.reason[slot] = dictionaries.exchange(
        'reasons',
        before,
        'NodeLost',
        nowMs,
      );
    } else {
      const own = this.#ownReason[slot];
      if (own !== NO_ID) {
        dictionaries.get('reasons').retain(own);
      }
      dictionaries.release('reasons', before, nowMs);
      columns.reason[slot] = own;
    }
    const isChanged =
      columns.state[slot] !== state || columns.reason[slot] !== before;
    columns.state[slot] = state;
    return isChanged;
  }

  #setOwn(
    slot: number,
    state: number,
    reason: string | undefined,
    nowMs: number,
  ): void {
    this.#ownState[slot] = state;
    this.#ownReason[slot] = this.dictionaries.exchange(
      'reasons',
      this.#ownReason[slot],
      reason,
      nowMs,
    );
  }
}
