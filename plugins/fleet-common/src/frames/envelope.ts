import { ByteReader } from './ByteReader';
import { ByteWriter } from './ByteWriter';
import { crc32 } from './crc32';
import { FrameError } from './FrameError';
import {
  FRAME_DEFLATED,
  FRAME_TYPES,
  MAX_FRAME_BYTES,
  type FrameType,
} from './protocol';

/** `deflate-raw`: zlib without header. Injected, because browsers and Node differ. @public */
export type Deflate = (payload: Uint8Array) => Uint8Array;

/** A frame as it lay on the wire: checksum right, content unread. @public */
export interface WireFrame {
  type: FrameType;
  flags: number;
  body: Uint8Array;
}

/** A frame whose payload can be read. @public */
export interface PayloadFrame {
  type: FrameType;
  payload: Uint8Array;
}

/** Below this size deflate saves less than it costs. */
const DEFLATE_FROM_BYTES = 512;

const CHECKSUM_BYTES = 4;
/** Length, type and flags. */
export const FRAME_HEADER_BYTES = 6;

const TYPE_OF_CODE = new Map<number, FrameType>(
  Object.entries(FRAME_TYPES).map(([name, code]) => [code, name as FrameType]),
);

/**
 * Length, type, flags, body, checksum. With `deflate`, payloads that profit are
 * compressed; their body begins with the inflated length.
 *
 * @public
 */
export function encodeFrame(
  type: FrameType,
  payload: Uint8Array,
  deflate?: Deflate,
): Uint8Array {
  let flags = 0;
  let body = payload;
  if (deflate && payload.length >= DEFLATE_FROM_BYTES) {
    const deflated = deflate(payload);
    if (deflated.length + 4 < payload.length) {
      flags = FRAME_DEFLATED;
      body = new ByteWriter(deflated.length + 4)
        .u32(payload.length)
        .bytes(deflated)
        .finish();
    }
  }
  const length = 2 + body.length + CHECKSUM_BYTES;
  if (length > MAX_FRAME_BYTES) {
    throw new FrameError(
      'oversized',
      `A ${type} frame of ${length} bytes is above the limit of ${MAX_FRAME_BYTES}.`,
    );
  }
  const unchecked = new ByteWriter(4 + length)
    .u32(length)
    .u8(FRAME_TYPES[type])
    .u8(flags)
    .bytes(body);
  const bytes = unchecked.u32(0).finish();
  const end = bytes.length - CHECKSUM_BYTES;
  new DataView(bytes.buffer).setUint32(end, crc32(bytes, 4, end), true);
  return bytes;
}

/** Checks what `FrameReader` cut out: `bytes` is everything behind the length. */
export function openFrame(bytes: Uint8Array): WireFrame {
  const end = bytes.length - CHECKSUM_BYTES;
  const expected = new ByteReader(bytes.subarray(end)).u32();
  if (crc32(bytes, 0, end) !== expected) {
    throw new FrameError(
      'corrupt',
      `A frame of ${bytes.length} bytes does not match its checksum.`,
    );
  }
  const type = TYPE_OF_CODE.get(bytes[0]);
  const flags = bytes[1];
  if (!type) {
    throw new FrameError(
      'unknown',
      `Frame type ${bytes[0]} is unknown: the page is older than the portal, reload it.`,
    );
  }
  if (flags !== 0 && flags !== FRAME_DEFLATED) {
    throw new FrameError(
      'unknown',
      `A ${type} frame has unknown flags ${flags}: the page is older than the portal, reload it.`,
    );
  }
  return { type, flags, body: bytes.subarray(2, end) };
}

/** The compressed part of a frame, or `undefined` where the body is the payload. @public */
export function deflatedPart(
  frame: WireFrame,
): { bytes: Uint8Array; inflatedBytes: number } | undefined {
  if (frame.flags !== FRAME_DEFLATED) {
    return undefined;
  }
  const inflatedBytes = new ByteReader(frame.body).u32();
  if (inflatedBytes > MAX_FRAME_BYTES) {
    throw new FrameError(
      'oversized',
      `A ${frame.type} frame would inflate to ${inflatedBytes} bytes; the limit is ${MAX_FRAME_BYTES}.`,
    );
  }
  return { bytes: frame.body.subarray(4), inflatedBytes };
}

/**
 * The readable frame. `inflate` must stop at `inflatedBytes`; any error of it
 * becomes a {@link FrameError}.
 *
 * @public
 */
export async function inflateFrame(
  frame: WireFrame,
  inflate: (
    bytes: Uint8Array,
    inflatedBytes: number,
  ) => Uint8Array | Promise<Uint8Array>,
): Promise<PayloadFrame> {
  const part = deflatedPart(frame);
  if (!part) {
    return { type: frame.type, payload: frame.body };
  }
  let payload: Uint8Array;
  try {
    payload = await inflate(part.bytes, part.inflatedBytes);
  } catch (error) {
    throw new FrameError(
      'corrupt',
      `A ${frame.type} frame cannot be inflated: ${error}`,
    );
  }
  if (payload.length !== part.inflatedBytes) {
    throw new FrameError(
      'corrupt',
      `A ${frame.type} frame inflated to ${payload.length} bytes instead of ${part.inflatedBytes}.`,
    );
  }
  return { type: frame.type, payload };
}
