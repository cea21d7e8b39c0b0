/** More changes in a second than this, and flashing would be flicker: the legend's counts tell. */
const MAX_PER_SECOND = 200;

/** Finds pods whose state changed, and falls silent when there are too many of them. */
export class Flashes {
  private states = new Uint8Array(0);
  private recent: { at: number; changes: number }[] = [];

  /** Takes the present states over without announcing anything. */
  reset(states: Uint8Array): void {
    this.states = states.slice();
  }

  /** The slots to flash at `now`, in ms. */
  changed(states: Uint8Array, slots: Iterable<number>, now: number): number[] {
    const changed: number[] = [];
    if (this.states.length < states.length) {
      const grown = states.slice();
      grown.set(this.states);
      this.states = grown;
    }
    for (const slot of slots) {
      if (this.states[slot] !== states[slot]) {
        this.states[slot] = states[slot];
        changed.push(slot);
      }
    }
    this.recent = this.recent.filter(entry => now - entry.at < 1000);
    this.recent.push({ at: now, changes: changed.length });
    const perSecond = this.recent.reduce(
      (sum, entry) => sum + entry.changes,
      0,
    );
    return perSecond > MAX_PER_SECOND ? [] : changed;
  }
}
