/**
 * Memory that threads share belongs to no isolate, so no heap statistics have
 * it. It is seen when it is handed over: the last message that brings some
 * brings all of it, because a table that moves takes everything along.
 */
export class SharedMemory {
  bytes = 0;

  see(message: unknown): void {
    const buffers = new Set<SharedArrayBuffer>();
    collect(message, buffers);
    if (buffers.size > 0) {
      this.bytes = [...buffers].reduce((sum, it) => sum + it.byteLength, 0);
    }
  }
}

function collect(value: unknown, into: Set<SharedArrayBuffer>): void {
  if (value instanceof SharedArrayBuffer) {
    into.add(value);
  } else if (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value)
  ) {
    Object.values(value).forEach(it => collect(it, into));
  }
}
