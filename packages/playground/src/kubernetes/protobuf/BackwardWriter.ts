const START_BYTES = 16 * 1024;

/**
 * Writes protobuf from the end to the beginning: when the length of a message is needed, its content is already there,
 * so nothing is measured twice or copied.
 */
export class BackwardWriter {
  #buffer = Buffer.allocUnsafe(START_BYTES);
  #start = START_BYTES;

  /** Bytes written so far. */
  get length(): number {
    return this.#buffer.length - this.#start;
  }

  bytes(content: Uint8Array): void {
    this.#makeRoom(content.length);
    this.#start -= content.length;
    this.#buffer.set(content, this.#start);
  }

  /** @returns how many bytes the text took */
  text(content: string): number {
    const size = Buffer.byteLength(content);
    this.#makeRoom(size);
    this.#start -= size;
    this.#buffer.write(content, this.#start, 'utf8');
    return size;
  }

  /** An integer as varint; negative ones take ten bytes, as protobuf's int32 and int64 do. */
  varint(value: number): void {
    if (value < 0) {
      this.#bigVarint(BigInt.asUintN(64, BigInt(value)));
      return;
    }
    const groups: number[] = [];
    let rest = value;
    do {
      groups.push(rest % 128);
      rest = Math.floor(rest / 128);
    } while (rest > 0);
    this.#makeRoom(groups.length);
    for (let i = groups.length - 1; i >= 0; i -= 1) {
      this.#start -= 1;
      this.#buffer[this.#start] =
        groups[i] | (i < groups.length - 1 ? 0x80 : 0);
    }
  }

  tag(number: number, wireType: 0 | 2): void {
    this.varint(number * 8 + wireType);
  }

  /** Length and tag of what was written since `before`. */
  closeMessage(number: number, before: number): void {
    this.varint(this.length - before);
    this.tag(number, 2);
  }

  /** A copy of everything, and an empty writer. */
  finish(): Buffer {
    const result = Buffer.from(this.#buffer.subarray(this.#start));
    this.#start = this.#buffer.length;
    return result;
  }

  #bigVarint(value: bigint): void {
    const groups: number[] = [];
    for (let rest = value; rest > 0n; rest >>= 7n)
      groups.push(Number(rest & 0x7fn));
    this.bytes(
      Buffer.from(
        groups.map((it, i) => (i < groups.length - 1 ? it | 0x80 : it)),
      ),
    );
  }

  #makeRoom(size: number): void {
    if (this.#start >= size) return;
    const length = this.length;
    const grown = Buffer.allocUnsafe(
      Math.max(this.#buffer.length * 2, length + size),
    );
    this.#buffer.copy(grown, grown.length - length, this.#start);
    this.#start = grown.length - length;
    this.#buffer = grown;
  }
}
