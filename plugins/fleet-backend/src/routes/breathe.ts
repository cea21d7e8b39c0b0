/** Rows handled before other requests get their turn: about 5 ms of work. */
const ROWS_PER_TURN = 2_000;

/**
 * Lets the event loop turn now and then while many rows are walked over. One
 * thread serves everybody: a table of a hundred thousand rows must not stop the
 * streams of the others.
 */
export async function* breathing<T>(rows: Iterable<T>): AsyncGenerator<T> {
  let turn = 0;
  for (const row of rows) {
    yield row;
    turn += 1;
    if (turn % ROWS_PER_TURN === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
  }
}
