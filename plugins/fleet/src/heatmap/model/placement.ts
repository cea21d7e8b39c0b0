import type { PodTable } from '@panorama/plugin-fleet-common';
import { leafIdOf, type Grouping } from './grouping';

/** A cell without a pod. */
export const EMPTY = -1;

/**
 * Which pod is in which cell, so that nothing moves by itself.
 *
 * Cells are numbered through all leaves: leaf i owns `[start[i], start[i + 1])`,
 * row by row. `update` keeps every pod where it is; a gone pod leaves a gap, a
 * new one takes the next free cell of its group, then the oldest gap. Only when
 * a group is full, or did not exist, must the caller lay out again.
 */
export class Placement {
  slotOfCell = new Int32Array(0);
  cellOfSlot = new Int32Array(0);
  leafOfSlot = new Int32Array(0);
  start = new Uint32Array(1);
  /** Cells in use or left as a gap, by leaf. */
  used: Uint32Array;
  private readonly gaps: number[][];
  private readonly leafById: Map<string, number>;

  constructor(readonly grouping: Grouping, slots: number) {
    const leaves = grouping.leaves.length;
    this.used = new Uint32Array(leaves);
    this.gaps = Array.from({ length: leaves }, () => []);
    this.leafById = new Map(grouping.leaves.map(node => [node.id, node.leaf]));
    this.growSlots(slots);
    for (let leaf = 0; leaf < leaves; leaf++) {
      this.used[leaf] = grouping.leafStart[leaf + 1] - grouping.leafStart[leaf];
    }
    this.slotOfCell = Int32Array.from(grouping.order);
    this.start = grouping.leafStart;
    this.index();
  }

  /** Gives every leaf room for `capacity[leaf]` cells; positions inside a leaf stay. */
  reserve(capacity: Uint32Array): void {
    const start = new Uint32Array(capacity.length + 1);
    for (let leaf = 0; leaf < capacity.length; leaf++) {
      if (capacity[leaf] < this.used[leaf]) {
        throw new Error(
          `Leaf ${leaf} has ${this.used[leaf]} cells but the layout gave it ${capacity[leaf]}`,
        );
      }
      start[leaf + 1] = start[leaf] + capacity[leaf];
    }
    const slotOfCell = new Int32Array(start[capacity.length]).fill(EMPTY);
    for (let leaf = 0; leaf < capacity.length; leaf++) {
      const from = this.start[leaf];
      slotOfCell.set(
        this.slotOfCell.subarray(from, from + this.used[leaf]),
        start[leaf],
      );
    }
    this.start = start;
    this.slotOfCell = slotOfCell;
    this.index();
  }

  /**
   * Takes changed slots over. Returns the cells to repaint, or `undefined` when
   * a pod found no cell and everything must be grouped again.
   */
  update(
    table: PodTable,
    slots: Iterable<number>,
    include?: Uint8Array,
  ): number[] | undefined {
    this.growSlots(table.length);
    const cells: number[] = [];
    for (const slot of slots) {
      const shown =
        slot < table.length && table.live[slot] && (!include || include[slot]);
      const leaf = shown
        ? this.leafById.get(leafIdOf(table, this.grouping.keys, slot))
        : EMPTY;
      if (leaf === undefined) {
        return undefined;
      }
      if (leaf !== (this.leafOfSlot[slot] ?? EMPTY)) {
        const left = this.remove(slot);
        if (left !== undefined) {
          cells.push(left);
        }
        if (leaf !== EMPTY && !this.add(slot, leaf)) {
          return undefined;
        }
      }
      if (leaf !== EMPTY) {
        cells.push(this.cellOfSlot[slot]);
      }
    }
    return cells;
  }

  /** Leaf of a cell, by binary search. */
  leafOfCell(cell: number): number {
    let low = 0;
    let high = this.start.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start[middle] <= cell) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private remove(slot: number): number | undefined {
    const cell = this.cellOfSlot[slot];
    if (cell === undefined || cell === EMPTY) {
      return undefined;
    }
    const leaf = this.leafOfSlot[slot];
    this.slotOfCell[cell] = EMPTY;
    this.cellOfSlot[slot] = EMPTY;
    this.leafOfSlot[slot] = EMPTY;
    this.gaps[leaf].push(cell - this.start[leaf]);
    return cell;
  }

  private add(slot: number, leaf: number): boolean {
    let position = this.used[leaf];
    if (this.start[leaf] + position < this.start[leaf + 1]) {
      this.used[leaf] += 1;
    } else {
      const gap = this.gaps[leaf].shift();
      if (gap === undefined) {
        return false;
      }
      position = gap;
    }
    const cell = this.start[leaf] + position;
    this.slotOfCell[cell] = slot;
    this.cellOfSlot[slot] = cell;
    this.leafOfSlot[slot] = leaf;
    return true;
  }

  private index(): void {
    this.cellOfSlot.fill(EMPTY);
    this.leafOfSlot.fill(EMPTY);
    for (let leaf = 0; leaf + 1 < this.start.length; leaf++) {
      const end = this.start[leaf] + this.used[leaf];
      for (let cell = this.start[leaf]; cell < end; cell++) {
        const slot = this.slotOfCell[cell];
        if (slot !== EMPTY) {
          this.cellOfSlot[slot] = cell;
          this.leafOfSlot[slot] = leaf;
        }
      }
    }
  }

  private growSlots(slots: number): void {
    if (slots > this.cellOfSlot.length) {
      const grow = (column: Int32Array) => {
        const next = new Int32Array(Math.ceil(slots * 1.25)).fill(EMPTY);
        next.set(column);
        return next;
      };
      this.cellOfSlot = grow(this.cellOfSlot);
      this.leafOfSlot = grow(this.leafOfSlot);
    }
  }
}
