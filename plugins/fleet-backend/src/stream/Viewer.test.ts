import { FakeClock } from './__testUtils__/FakeClock';
import { payloadsOf } from './__testUtils__/viewing';
import {
  HEARTBEAT_MS,
  MAX_BACKLOG_BYTES,
  STALLED_MS,
  Viewer,
  type ViewerSocket,
} from './Viewer';

/** A connection that is full when the test says so. */
class FakeSocket implements ViewerSocket {
  written: Uint8Array[] = [];
  isFull = false;
  isEnded = false;
  isDestroyed = false;
  writableLength = 0;
  #onDrain = () => {};

  write(bytes: Uint8Array) {
    this.written.push(bytes);
    if (this.isFull) {
      this.writableLength += bytes.length;
    }
    return !this.isFull;
  }
  end() {
    this.isEnded = true;
  }
  destroy() {
    this.isDestroyed = true;
  }
  on(_event: 'drain', listener: () => void) {
    this.#onDrain = listener;
  }
  drain() {
    this.isFull = false;
    this.writableLength = 0;
    this.#onDrain();
  }
  take() {
    const taken = this.written.map(bytes => Buffer.from(bytes).toString());
    this.written = [];
    return taken;
  }
}

function open() {
  const socket = new FakeSocket();
  const clock = new FakeClock();
  const onWaiting = jest.fn();
  const viewer = new Viewer({ socket, clock, onWaiting });
  return { socket, clock, onWaiting, viewer };
}
const bytes = (text: string) => Buffer.from(text);
const big = Buffer.alloc(MAX_BACKLOG_BYTES - 10);

describe('a viewer', () => {
  it('gets no change before its picture, and every change after it', () => {
    const { socket, viewer } = open();
    viewer.change(bytes('too early'));
    viewer.show(bytes('picture'));
    viewer.change(bytes('change 1'));
    viewer.change(bytes('change 2'));
    expect(socket.take()).toEqual(['picture', 'change 1', 'change 2']);
  });

  it('gets one picture when two arrive', () => {
    const { socket, viewer } = open();
    viewer.show(bytes('picture'));
    viewer.show(bytes('another'));
    expect(socket.take()).toEqual(['picture']);
  });

  it('may have some changes waiting while a large picture is on its way', () => {
    const { socket, onWaiting, viewer } = open();
    socket.isFull = true;
    viewer.show(big);
    viewer.change(bytes('change 1'));
    socket.drain();
    expect(socket.take()).toHaveLength(2);
    expect(viewer.state).toBe('live');
    expect(onWaiting).not.toHaveBeenCalled();
  });

  it('gets a new picture, and no change before it, when too many would be waiting', () => {
    const { socket, onWaiting, viewer } = open();
    viewer.show(bytes('picture'));
    socket.isFull = true;
    viewer.change(big);
    viewer.change(bytes('the last straw'));
    viewer.change(bytes('x'));
    viewer.tell(bytes('clusters'));
    expect(viewer.state).toBe('behind');
    expect(socket.take()).toHaveLength(2);
    viewer.show(bytes('not while it is full'));
    expect(onWaiting).not.toHaveBeenCalled();
    socket.drain();
    expect(onWaiting).toHaveBeenCalledTimes(1);
    viewer.change(bytes('not before the picture'));
    viewer.show(bytes('picture 2'));
    viewer.change(bytes('change 9'));
    expect(socket.take()).toEqual(['picture 2', 'change 9']);
  });

  it('hears a heartbeat every 15 seconds, but not on top of a full connection', () => {
    const { clock, socket, viewer } = open();
    viewer.show(bytes('picture'));
    clock.advance(2 * HEARTBEAT_MS);
    expect(
      payloadsOf(...socket.written.slice(1)).map(({ type }) => type),
    ).toEqual(['heartbeat', 'heartbeat']);
    socket.take();
    socket.isFull = true;
    viewer.change(bytes('change'));
    clock.advance(HEARTBEAT_MS);
    expect(socket.take()).toEqual(['change']);
  });

  it('is cut off when it takes no byte for a minute', () => {
    const { clock, socket, viewer } = open();
    socket.isFull = true;
    viewer.show(big);
    clock.advance(STALLED_MS);
    expect(socket.isDestroyed).toBe(false);
    clock.advance(HEARTBEAT_MS);
    expect(socket.isDestroyed).toBe(true);
    expect(viewer.state).toBe('ended');
    expect(clock.pending).toBe(0);
  });

  it('is not cut off while a slow line still takes bytes', () => {
    const { clock, socket, viewer } = open();
    socket.isFull = true;
    viewer.show(big);
    for (let minute = 0; minute < 20; minute++) {
      socket.writableLength -= 1000;
      clock.advance(HEARTBEAT_MS);
    }
    expect(socket.isDestroyed).toBe(false);
  });

  it('is told why a stream ends, and nothing afterwards', () => {
    const { clock, socket, viewer } = open();
    viewer.bye({ reason: 'reauth', retryMs: 0 });
    viewer.bye({ reason: 'shutdown', retryMs: 0 });
    viewer.show(bytes('picture'));
    viewer.tell(bytes('clusters'));
    expect(socket.isEnded).toBe(true);
    const [bye, ...more] = payloadsOf(...socket.written);
    expect(JSON.parse(Buffer.from(bye.payload).toString())).toEqual({
      reason: 'reauth',
      retryMs: 0,
    });
    expect(more).toEqual([]);
    // Who does not even take this is cut off.
    clock.advance(5_000);
    expect(socket.isDestroyed).toBe(true);
    expect(clock.pending).toBe(0);
  });
});
