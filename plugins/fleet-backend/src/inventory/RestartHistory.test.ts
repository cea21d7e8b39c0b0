import { BUCKET_MS, RestartHistory } from './RestartHistory';

const MINUTE = 60_000;

describe('restarts of the last hour', () => {
  it('add up, and expire after an hour', () => {
    const history = new RestartHistory(0);
    const changes: Array<[number, number]> = [];
    const advance = (ms: number) =>
      history.advance(ms, (slot, count) => changes.push([slot, count]));
    expect(history.add(7, 2, 1 * MINUTE)).toBe(2);
    advance(30 * MINUTE);
    expect(history.add(7, 3, 30 * MINUTE)).toBe(5);
    advance(60 * MINUTE);
    expect(changes).toEqual([]);
    advance(65 * MINUTE);
    expect(changes).toEqual([[7, 3]]);
    advance(95 * MINUTE);
    expect(changes).toEqual([
      [7, 3],
      [7, 0],
    ]);
  });

  it('are all gone after a long pause', () => {
    const history = new RestartHistory(0);
    history.add(1, 4, 0);
    const changes: Array<[number, number]> = [];
    history.advance(24 * 60 * MINUTE, (slot, count) =>
      changes.push([slot, count]),
    );
    expect(changes).toEqual([[1, 0]]);
    expect(history.add(1, 1, 24 * 60 * MINUTE)).toBe(1);
  });

  it('stop at what a byte can hold', () => {
    const history = new RestartHistory(0);
    history.add(1, 200, 0);
    expect(history.add(1, 200, BUCKET_MS)).toBe(255);
  });

  it('of a pod that has gone do not count for the next one in its slot', () => {
    const history = new RestartHistory(0);
    history.add(1, 5, 0);
    history.forget(1);
    expect(history.add(1, 1, 0)).toBe(1);
  });
});
