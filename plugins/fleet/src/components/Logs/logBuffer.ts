/** More lines than a person scrolls through; the rest belongs to a log store. */
export const MAX_LINES = 5000;

/** The tail of a log. */
export interface LogBuffer {
  lines: readonly string[];
  /** True once old lines were thrown away. */
  dropped: boolean;
}

export const EMPTY_LOG: LogBuffer = { lines: [''], dropped: false };

/** Adds a piece of text, which may begin and end inside a line. Pure. */
export function appendLog(buffer: LogBuffer, chunk: string): LogBuffer {
  const [first, ...rest] = chunk.split(/\r?\n/);
  const lines = [...buffer.lines];
  lines[lines.length - 1] += first;
  for (const line of rest) {
    lines.push(line);
  }
  return lines.length > MAX_LINES
    ? { lines: lines.slice(-MAX_LINES), dropped: true }
    : { lines, dropped: buffer.dropped };
}
