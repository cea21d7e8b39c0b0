import { ChangeJournal } from './ChangeJournal';

describe('the change journal', () => {
  it('tells each changed slot once, with everything that changed in it', () => {
    const journal = new ChangeJournal();
    journal.add(3, 1);
    journal.add(70_000, 2);
    journal.add(3, 4);
    expect(journal.take()).toEqual({
      slots: Uint32Array.of(3, 70_000),
      what: Uint8Array.of(5, 2),
    });
    expect(journal.isEmpty).toBe(true);
    expect(journal.take().slots).toHaveLength(0);
  });

  it('tells all of a list that is longer than an ordinary tick, and starts anew behind it', () => {
    const journal = new ChangeJournal();
    for (let slot = 0; slot < 50_000; slot += 1) {
      journal.add(slot, 1);
    }
    const { slots, what } = journal.take();
    expect(slots).toHaveLength(50_000);
    expect(slots.every((slot, i) => slot === i)).toBe(true);
    expect(what.every(bits => bits === 1)).toBe(true);
    journal.add(42, 2);
    expect(journal.take()).toEqual({
      slots: Uint32Array.of(42),
      what: Uint8Array.of(2),
    });
  });
});
