import fc from 'fast-check';
import { encodeFrame, inflateFrame } from './envelope';
import { FrameError } from './FrameError';
import { FrameReader } from './FrameReader';
import { encodeMessage } from './messages';
import { FRAME_TYPES, type FrameType } from './protocol';
import { concat, readAll } from './__testUtils__/tables';

const frameArbitrary = fc.tuple(
  fc.constantFrom(...(Object.keys(FRAME_TYPES) as FrameType[])),
  fc.uint8Array({ maxLength: 200 }),
);

const heartbeat = encodeFrame(
  'heartbeat',
  encodeMessage('heartbeat', { serverTime: 1_700_000_000_000 }),
);

describe('a frame reader', () => {
  it('finds the same frames however the stream was cut', () => {
    fc.assert(
      fc.property(
        fc.array(frameArbitrary, { maxLength: 6 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
        (frames, sizes) => {
          const stream = concat(
            frames.map(([type, body]) => encodeFrame(type, body)),
          );
          const reader = new FrameReader();
          const found = [];
          let at = 0;
          while (at < stream.length) {
            const size = sizes.next().value as number;
            found.push(...reader.push(stream.slice(at, at + size)));
            at += size;
          }
          reader.end();
          expect(found.map(({ type, body }) => [type, body])).toEqual(frames);
        },
      ),
    );
  });

  it('does not hold on to the memory of the chunks', () => {
    const chunk = Uint8Array.from(heartbeat);
    const [frame] = new FrameReader().push(chunk);
    const body = [...frame.body];
    chunk.fill(0);
    expect([...frame.body]).toEqual(body);
  });

  it('says that a stream ended inside a frame, wherever it was cut', () => {
    for (let length = 1; length < heartbeat.length; length++) {
      const reader = new FrameReader();
      expect(reader.push(heartbeat.subarray(0, length))).toEqual([]);
      expect(() => reader.end()).toThrow(
        `ended inside a frame, after ${length} of`,
      );
    }
  });

  it('never delivers a frame of which a bit was turned', () => {
    for (let bit = 0; bit < heartbeat.length * 8; bit++) {
      const corrupt = Uint8Array.from(heartbeat);
      corrupt[bit >> 3] ^= 1 << (bit & 7);
      // Read as a viewer does who gets two more frames and then the end.
      expect(() => readAll(concat([corrupt, heartbeat, heartbeat]))).toThrow(
        FrameError,
      );
    }
  });

  it('refuses a length above the limit without waiting for the bytes', () => {
    const html = new TextEncoder().encode('<!doctype html>');
    expect(() => new FrameReader().push(html)).toThrow(
      /claims \d+ bytes; the limit is 67108864. Is this a fleet stream\?/,
    );
  });

  it('refuses a length that no frame can have', () => {
    expect(() => new FrameReader().push(Uint8Array.of(3, 0, 0, 0))).toThrow(
      'the least possible is 6',
    );
  });

  it('names a frame type that it does not know', () => {
    const unknown = encodeFrame('bye', new Uint8Array());
    unknown[4] = 99;
    // With a right checksum, or it would only count as damaged.
    expect(() => readAll(withChecksum(unknown))).toThrow(
      'Frame type 99 is unknown: the page is older than the portal',
    );
  });

  it('stays broken after an error', () => {
    const reader = new FrameReader();
    expect(() => reader.push(Uint8Array.of(3, 0, 0, 0))).toThrow(FrameError);
    expect(() => reader.push(heartbeat)).toThrow(FrameError);
    expect(() => reader.end()).toThrow(FrameError);
  });
});

describe('a compressed frame', () => {
  // A stand-in for deflate that halves zeros: what matters here is who checks what.
  const zeros = new Uint8Array(1000);
  const deflated = () =>
    readAll(encodeFrame('keyframe', zeros, () => new Uint8Array(500)))[0];

  it('comes back inflated', async () => {
    await expect(inflateFrame(deflated(), () => zeros)).resolves.toEqual({
      type: 'keyframe',
      payload: zeros,
    });
  });

  it('is not compressed where that would not help', () => {
    const [frame] = readAll(encodeFrame('keyframe', zeros, payload => payload));
    expect(frame.flags).toBe(0);
    expect(frame.body).toEqual(zeros);
  });

  it('is refused when it inflates to another length', async () => {
    await expect(
      inflateFrame(deflated(), () => new Uint8Array(999)),
    ).rejects.toThrow('inflated to 999 bytes instead of 1000');
  });

  it('is refused when it cannot be inflated', async () => {
    await expect(
      inflateFrame(deflated(), () =>
        Promise.reject(new TypeError('bad block')),
      ),
    ).rejects.toThrow(
      'A keyframe frame cannot be inflated: TypeError: bad block',
    );
  });
});

/** The same frame with the checksum that its bytes deserve. */
function withChecksum(frame: Uint8Array): Uint8Array {
  let crc = 0xffffffff;
  for (const byte of frame.subarray(4, frame.length - 4)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    }
  }
  const copy = Uint8Array.from(frame);
  new DataView(copy.buffer).setUint32(copy.length - 4, ~crc >>> 0, true);
  return copy;
}
