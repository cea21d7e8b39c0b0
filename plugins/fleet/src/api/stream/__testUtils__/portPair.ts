import type { Port } from '../messages';

class FakePort<Out, In> implements Port<Out, In> {
  onmessage: ((event: { data: In }) => void) | null = null;
  other!: FakePort<In, Out>;
  isClosed = false;

  postMessage(message: Out): void {
    const data = structuredClone(message);
    queueMicrotask(() => {
      if (!this.isClosed && !this.other.isClosed) {
        this.other.onmessage?.({ data });
      }
    });
  }

  close(): void {
    this.isClosed = true;
  }
}

/** Two connected ports; messages are copied and arrive a little later, in order, like those of a worker. */
export function portPair<A, B>(): [Port<A, B>, Port<B, A>] {
  const first = new FakePort<A, B>();
  const second = new FakePort<B, A>();
  first.other = second;
  second.other = first;
  return [first, second];
}
