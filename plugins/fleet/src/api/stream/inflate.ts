/**
 * Inflates with the browser's own `deflate-raw`. Stops as soon as more comes out
 * than was announced, so a wrong frame cannot fill the memory.
 */
export async function inflateRaw(
  bytes: Uint8Array,
  inflatedBytes: number,
): Promise<Uint8Array> {
  const inflated = new Uint8Array(inflatedBytes);
  const reader = new Blob([bytes as BlobPart])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return inflated.subarray(0, length);
    }
    if (length + value.length > inflatedBytes) {
      await reader.cancel();
      throw new RangeError(
        `more than the announced ${inflatedBytes} bytes came out`,
      );
    }
    inflated.set(value, length);
    length += value.length;
  }
}
