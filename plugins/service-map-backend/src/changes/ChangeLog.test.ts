import { estateOf } from '../__testUtils__/estates';
import { cart, NINE } from './__testUtils__/moments';
import { ChangeLog } from './ChangeLog';

const HOUR_MS = 3_600_000;

const look = (log: ChangeLog, hours: number, ...desired: number[]) =>
  log.look(
    estateOf({
      now: NINE + hours * HOUR_MS,
      workloads: desired.map((replicas, index) =>
        cart({ name: `cart-${index}`, desired: replicas }),
      ),
    }),
  );

describe('the log of changes', () => {
  it('begins with the first look, which finds nothing new', () => {
    expect(look(new ChangeLog(), 0, 1)).toEqual({
      keptSince: NINE,
      changes: [],
    });
  });

  it('has the newest first, and what happens again once', () => {
    const log = new ChangeLog();
    look(log, 0, 1);
    look(log, 1, 2);
    look(log, 2, 1);
    expect(
      look(log, 3, 2).changes.map(({ at, numbers }) => [
        (at - NINE) / HOUR_MS,
        numbers.to,
      ]),
    ).toEqual([
      [3, 2],
      [2, 1],
    ]);
  });

  it('forgets after a day, and says since when it knows', () => {
    const log = new ChangeLog();
    look(log, 0, 1);
    look(log, 1, 2);
    expect(look(log, 25, 2).changes).toHaveLength(1);
    expect(look(log, 25.1, 2)).toEqual({
      keptSince: NINE + 1.1 * HOUR_MS,
      changes: [],
    });
  });

  it('is bounded, and says what it let go', () => {
    const log = new ChangeLog(2);
    look(log, 0, 1, 1, 1);
    look(log, 1, 2, 1, 1);
    const { keptSince, changes } = look(log, 2, 2, 2, 2);
    expect(changes).toHaveLength(2);
    expect(keptSince).toBe(NINE + 2 * HOUR_MS);
  });
});
