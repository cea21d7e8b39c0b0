import type { Change } from '@panorama/plugin-service-map-common';
import type { Estate } from '../estate/Estate';
import { changesOf } from './changesOf';

const KEEP_MS = 24 * 60 * 60_000;

/** A day with more is one in which everything was installed anew. */
const MAX_CHANGES = 5_000;

/** What was changed lately, as far as anybody looked. */
export interface RecentChanges {
  /** ms since the epoch: of what came before, nothing is known. */
  keptSince: number;
  /** The newest first, each id once. */
  changes: readonly Change[];
}

/** Compares each look with the one before and remembers the differences for a day. */
export class ChangeLog {
  #last: Estate | undefined;
  #recent: RecentChanges | undefined;

  constructor(private readonly maximum = MAX_CHANGES) {}

  look(estate: Estate): RecentChanges {
    const found = this.#last ? changesOf(this.#last, estate) : [];
    this.#last = estate;
    const { keptSince, changes } = this.#recent ?? {
      keptSince: estate.now,
      changes: [],
    };
    // What is scaled up and down again and again has one id: the last time counts.
    const again = new Set(found.map(({ id }) => id));
    const known = changes.filter(
      ({ id, at }) => at >= estate.now - KEEP_MS && !again.has(id),
    );
    const all = [...found, ...known];
    const kept = all.slice(0, this.maximum);
    this.#recent = {
      keptSince: Math.max(
        keptSince,
        estate.now - KEEP_MS,
        all.length > kept.length ? kept.at(-1)!.at : 0,
      ),
      changes: kept,
    };
    return this.#recent;
  }
}
