/** Rows that are sorted at once: a few milliseconds of work. */
const CHUNK = 4_096;

/**
 * All rows in order, without one long stop of the event loop: chunks are sorted
 * as they fill, and their heads are merged while the reader takes rows.
 */
export async function* sortedRows<T>(
  rows: AsyncIterable<T>,
  compare: (a: T, b: T) => number,
): AsyncGenerator<T> {
  const chunks: Array<{ rows: T[]; next: number }> = [];
  let filling: T[] = [];
  const close = () => {
    chunks.push({ rows: filling.sort(compare), next: 0 });
    filling = [];
  };
  for await (const row of rows) {
    filling.push(row);
    if (filling.length === CHUNK) {
      close();
    }
  }
  close();
  for (;;) {
    let least: { rows: T[]; next: number } | undefined;
    for (const chunk of chunks) {
      const isLess =
        chunk.next < chunk.rows.length &&
        (!least || compare(chunk.rows[chunk.next], least.rows[least.next]) < 0);
      if (isLess) {
        least = chunk;
      }
    }
    if (!least) {
      return;
    }
    yield least.rows[least.next];
    least.next += 1;
  }
}
